"""The report: one file, whole or not at all, with everything in its place and nothing else."""

from __future__ import annotations

import base64
import os
import re
import stat
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from labkit.errors import InputError, StoreError
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

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def _shown(*things: Any, **metadata: Any) -> Any:
    outputs = [
        new_output("display_data", data=t if isinstance(t, dict) else t._repr_mimebundle_())
        for t in things
    ]
    return new_code_cell("secret_input()", outputs=outputs, metadata=metadata)


def _write(path: Path, *cells: Any, **metadata: Any) -> Path:
    nbformat.write(new_notebook(cells=list(cells), metadata=metadata), path)
    return path


def _rendered(tmp_path: Path, *cells: Any, **metadata: Any) -> str:
    source = _write(tmp_path / "a_run.ipynb", *cells, **metadata)
    return render(source, tmp_path / "a_run.html").read_text(encoding="utf-8")


@pytest.fixture
def report(tmp_path: Path, replies: pd.DataFrame, verdicts: pd.DataFrame) -> str:
    """A whole report, with hostile text wherever text can be."""
    hostile = '<script>alert("x")</script> <img src=https://evil.example/x.png> \x1b[31m\u202e'
    table = compliance(verdicts.assign(scenario=verdicts["scenario"].replace("abuse", hostile)))
    cells = compliance(verdicts, by=("rule", "scenario"))
    bad = worst(replies.assign(reply=replies["reply"] + hostile, user_turn=hostile), verdicts)
    return _rendered(
        tmp_path,
        new_markdown_cell(f"# Report on *Maya*\n\nWords below the title. {hostile}\n\n## In short"),
        _shown(
            {"text/markdown": f"The model is **tiny**. {hostile}\n\n# A heading", "text/plain": "x"}
        ),
        _shown(compliance_table(table, f"Kept {hostile}")),
        new_markdown_cell("## Plots\n\n#### Too deep"),
        _shown(interval_plot(table), heat_map(cells), interval_plot(table)),
        new_markdown_cell("## Worst replies"),
        _shown(Replies(bad, hostile)),
        new_markdown_cell("## Speed"),
        _shown(speed_table(speed(replies))),
    )


def test_it_is_valid_html_without_script_request_or_input(report: str) -> None:
    html5lib = pytest.importorskip("bleach._vendor.html5lib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html5lib.HTMLParser(strict=True).parse(report)
    assert report.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<script" not in report
    assert "secret_input" not in report
    assert not re.search(r"<(?:iframe|object|embed|form|video|audio|base)\b", report)
    assert re.findall(r"<link[^>]*>", report) == ['<link rel="icon" href="data:,">']
    assert not re.search(r'\b(?:src|srcset|poster|action)="(?!data:)', report)
    assert not re.search(r"url\((?!#)|@import", report)
    assert not re.search(r'\son\w+="', report)
    assert "default-src 'none'" in report
    assert '<meta name="viewport"' in report
    assert "<title>Report on Maya</title>" in report
    assert report.count("<h1>") == report.count("<h1") == 1


def test_pictures_tables_headings_and_ids_are_in_order(report: str) -> None:
    svgs = re.findall(r"<svg[^>]*>", report)
    assert len(svgs) == 3
    assert all('role="img"' in svg and re.search(r'aria-label="[^"]{40,}"', svg) for svg in svgs)
    tables = re.findall(r"<table.*?</table>", report, re.DOTALL)
    assert len(tables) == 2
    assert all("<caption" in table for table in tables)
    headers = re.findall(r"<th\b[^>]*>", report)
    assert headers
    assert all(re.search(r'scope="(?:col|row)"', th) for th in headers)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", report)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', report)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', report)) | set(
        re.findall(r"url\(#([^)]+)\)", report)
    )
    assert targets
    assert targets <= set(ids)


def test_the_contents_list_the_sections_and_not_the_headings_of_outputs(report: str) -> None:
    toc = report[report.index('<nav class="lk-toc"') : report.index("</nav>")]
    assert re.findall(r'<a href="#[^"]+">([^<]+)</a>', toc) == [
        *["In short", "Plots", "Too deep", "Worst replies", "Speed"]
    ]
    assert ">A heading</h3>" in report


def test_both_schemes_and_paper_are_styled(report: str) -> None:
    assert "prefers-color-scheme:dark" in report
    assert "@media print" in report
    assert "size: A4" in report
    assert "var(--lk-heat-0)" in report


def test_the_same_notebook_gives_the_same_bytes(tmp_path: Path, verdicts: pd.DataFrame) -> None:
    cell = _shown(interval_plot(compliance(verdicts)))
    assert _rendered(tmp_path, cell) == _rendered(tmp_path, cell)


def test_noise_is_dropped_and_failure_is_not(tmp_path: Path) -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}, "text/plain": "HBox()"}
    noise = new_code_cell(
        "x",
        outputs=[
            new_output("stream", name="stderr", text="Sampling:  50%|#####     |"),
            new_output("stream", name="stdout", text="a\rb\rdone \x1b[31mred\x1b[0m\n"),
            new_output("display_data", data=widget),
            new_output("display_data", data={"application/javascript": "alert(1)"}),
            new_output(
                "error", ename="EndpointError", evalue="gone <b>\nline 2", traceback=["/home/x"]
            ),
        ],
    )
    hidden = new_code_cell("y", outputs=noise.outputs, metadata={"tags": ["remove-output"]})
    dropped = new_markdown_cell("An exception", metadata={"tags": ["papermill-error-cell-tag"]})
    html = _rendered(tmp_path, new_markdown_cell("# T"), dropped, noise, hidden)
    main = html[html.index("<main") :]
    for gone in ("Sampling", "HBox", "alert", "/home/x", "An exception", "\x1b", "a\r"):
        assert gone not in main
    assert '<pre class="lk-output" tabindex="0">done red</pre>' in main
    assert main.count("This step failed.") == 1
    assert "EndpointError: gone &lt;b&gt; line 2" in main
    assert "This report is not complete:" in html
    assert "1 step failed" in html


def test_a_picture_has_the_words_it_was_given(tmp_path: Path) -> None:
    named = new_output(
        "display_data", data={"image/png": PNG}, metadata={"image/png": {"alt": 'A "rise"'}}
    )
    bare = new_output("display_data", data={"image/png": PNG})
    broken = new_output("display_data", data={"image/png": "!!! <b>"})
    foreign = new_output("display_data", data={"image/svg+xml": "<svg><path d='M0 0'/></svg>"})
    cell = new_code_cell("x", outputs=[named, bare, broken, foreign])
    html = _rendered(tmp_path, new_markdown_cell("# T\n\n## Plots"), cell)
    alts = re.findall(r'<img src="data:image/png;base64,[\w+/=]+" alt="([^"]*)">', html)
    assert alts == ["A &quot;rise&quot;", "Picture without a description, in: Plots"]
    assert '<svg role="img" aria-label="Picture without a description, in: Plots">' in html
    assert "lk-on-white" in html


def test_title_and_date(tmp_path: Path) -> None:
    assert "<title>A run</title>" in _rendered(tmp_path, new_markdown_cell("No heading"))
    end = {"end_time": "2026-11-22T16:00:00.123"}
    html = _rendered(tmp_path, new_markdown_cell("# From the notebook"), papermill=end)
    assert "Executed on 22 November 2026" in html
    source = _write(tmp_path / "n.ipynb", new_markdown_cell("# From the notebook"))
    html = render(source, tmp_path / "n.html", title="<Given> & kept").read_text(encoding="utf-8")
    assert "<title>&lt;Given&gt; &amp; kept</title>" in html
    assert "From the notebook" not in html
    assert "Executed on" not in html


def test_what_is_no_notebook_is_refused_in_one_line(tmp_path: Path) -> None:
    for name, content in {
        "text.ipynb": b"not json",
        "list.ipynb": b"[]",
        "other.ipynb": b'{"a": 1}',
        "cells.ipynb": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        "bytes.ipynb": b"\xff\xfe\x00",
        "empty.ipynb": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=name) as caught:
            render(tmp_path / name, tmp_path / "out.html")
        assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="missing"):
        render(tmp_path / "missing.ipynb", tmp_path / "out.html")
    assert not (tmp_path / "out.html").exists()


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = _write(tmp_path / "n.ipynb", new_markdown_cell("# T"))
    out = tmp_path / "out"
    (out / "taken.html").mkdir(parents=True)
    with pytest.raises(StoreError, match="taken") as caught:
        render(source, out / "taken.html")
    assert "\n" not in str(caught.value)
    assert [path.name for path in out.iterdir()] == ["taken.html"]
    (tmp_path / "file").write_text("a file, no folder")
    with pytest.raises(StoreError):
        render(source, tmp_path / "file" / "r.html")


def test_a_report_replaces_the_old_one_and_can_be_read_by_others(tmp_path: Path) -> None:
    source = _write(tmp_path / "n.ipynb", new_markdown_cell("# New"))
    target = tmp_path / "deep" / "er" / "r.html"
    assert render(source, target) == target
    target.write_text("old")
    render(source, target)
    assert "New" in target.read_text(encoding="utf-8")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


def test_importing_the_room_is_cheap() -> None:
    import subprocess
    import sys

    code = (
        "import sys, labkit.results as r; dir(r)\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'jinja2', 'nbformat', 'markdown_it'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "from labkit.results import *\n"
        "assert callable(worst) and callable(wilson) and callable(render)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
