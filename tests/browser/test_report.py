"""The report in a browser with the network cut: no request, no console error, in any medium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from labkit.results import (
    Replies,
    compliance,
    compliance_table,
    heat_map,
    interval_plot,
    render,
    speed,
    speed_table,
    worst,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    *["--disable-background-networking", "--disable-component-update", "--disable-sync"],
]
RULES_SHOWN = [
    *["length", "no_markup", "one_question", "speakable", "never_phrases", "signature_phrases"],
    *["transparency", "capability_honesty"],
]
HOSTILE = (
    '<script>window.hacked = 1</script><img src="https://evil.example/a.png" '
    'onerror="window.hacked = 1"> [link](javascript:window.hacked=1) \u202e'
)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"
)


def _tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    draw = np.random.default_rng(3)
    replies, verdicts = [], []
    for scenario in ("greeting", "asks_if_ai", "abuse", HOSTILE):
        for sample in range(1, 4):
            key = {"run": "r", "variant": "v", "scenario": scenario, "sample": sample, "turn": 1}
            reply = f"Sure! I will book that. {HOSTILE}"
            figures = {"stop_reason": "end_turn", "input_tokens": 9, "output_tokens": 9}
            figures |= {"cached_tokens": 0, "first_text_s": 0.2, "total_s": 1.5, "cost_usd": None}
            replies.append({**key, "user_turn": HOSTILE, "reply": reply, "model": "m", **figures})
            for rule in RULES_SHOWN:
                fails = draw.random() < 0.5
                span = {"start": 6, "end": 23, "evidence": reply[6:23], "reason": HOSTILE}
                verdict = {"rule": rule, "verdict": "fail" if fails else "pass", **span}
                verdicts.append({**key, **verdict})
    return pd.DataFrame(replies), pd.DataFrame(verdicts)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with everything in it that a notebook may show, hostile text in every place."""
    replies, verdicts = _tables()
    by_rule = compliance(verdicts)
    cells = compliance(verdicts, by=("rule", "scenario"))
    shown: list[Any] = [compliance_table(by_rule), interval_plot(by_rule), heat_map(cells)]
    shown += [Replies(worst(replies, verdicts, 3)), speed_table(speed(replies))]
    data = [thing._repr_mimebundle_() for thing in shown]
    data += [{"text/html": HOSTILE}, {"text/markdown": HOSTILE}, {"image/svg+xml": HOSTILE}]
    outputs = [new_output("display_data", data=d) for d in data]
    outputs.append(new_output("error", ename="ValueError", evalue=HOSTILE, traceback=[]))
    notebook = new_notebook(
        cells=[
            new_markdown_cell(f"# A report\n\n{HOSTILE}\n\n## First"),
            new_code_cell("1", outputs=outputs[:3]),
            new_markdown_cell("## Second\n\n### Third"),
            new_code_cell("2", outputs=outputs[3:]),
        ]
    )
    folder = tmp_path_factory.mktemp("report")
    nbformat.write(notebook, folder / "run.ipynb")
    return render(folder / "run.ipynb", folder / "run.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests of the module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_asks_for_nothing_and_says_nothing(
    browser: Any, report: Path, width: int, media: str, scheme: str
) -> None:
    context = browser.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route(re.compile("^(?!file:)"), lambda route: route.abort())
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(report.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [report.as_uri()]
    assert said == []
    assert page.evaluate("window.hacked") is None
    # The page itself never scrolls sideways; what is wide scrolls in its own frame.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dark = scheme == "dark" and media == "screen"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {True: "rgb(22, 25, 29)"}.get(dark, ground)
    assert dark or min(map(int, re.findall(r"\d+", ground))) > 250
    context.close()


def test_what_a_screen_reader_meets(browser: Any, report: Path) -> None:
    page = browser.new_page()
    page.goto(report.as_uri())
    pictures = page.get_by_role("img")
    assert pictures.count() == 2
    for place in range(2):
        assert len(pictures.nth(place).get_attribute("aria-label")) > 40
    assert page.get_by_role("heading", level=1).inner_text() == "A report"
    assert page.get_by_role("navigation", name="Contents").get_by_role("link").count() == 3
    assert page.get_by_role("table", name="How often each rule is kept").count() == 1
    assert page.get_by_role("rowheader", name="no_markup").count() == 1
    assert page.get_by_role("columnheader", name="Kept", exact=True).count() == 1
    assert page.locator("script, iframe, form, [onerror], [style*=url]").count() == 0
    page.close()


def test_the_keyboard_reaches_the_content(browser: Any, report: Path) -> None:
    page = browser.new_page()
    page.goto(report.as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.get_by_role("link", name="Second").click()
    assert page.url.endswith("#s-second")
    page.close()


def test_it_prints_on_a4_with_links_and_without_contents(browser: Any, report: Path) -> None:
    page = browser.new_page()
    page.goto(report.as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("navigation").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    )
    printed = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert sizes
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842)}
    page.close()
