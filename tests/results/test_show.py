"""Tables and replies as HTML and as text: readable, escaped, and the same bytes every time."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pandas as pd
import pytest
from rich.console import Console

from labkit.results import (
    Fault,
    JudgedReply,
    Replies,
    Table,
    compliance,
    compliance_table,
    escape_markdown,
    headline,
    headline_sentence,
    headline_table,
    speed,
    speed_table,
)
from labkit.results._text import brief, interval, one_line, percent, share, visible

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil\x07link\x1b]8;;\x07",
    "safe\u202egnp.exe",
    "a\nb\r\nc\rd\te\x00f\x9b1mg\u2028h",
    "lone \ud800 surrogate, \ufffe no character",
    "{{ 7 * 7 }} {% raw %} $x^2$ [link](javascript:alert(1))",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_everywhere(text: str) -> None:
    frame = pd.DataFrame({"n": [1, 2], "text": pd.Series([text, "b"], dtype=object)})
    if "\ud800" not in text:  # pandas itself refuses such a name
        frame = frame.rename(columns={"text": text})
    table = Table(frame, text, notes=(text,))
    fault = Fault(text, text, (0, min(5, len(text))))
    replies = Replies([JudgedReply(text, text, 1, 1, text, text, (fault,), (text,), (text,))], text)
    for shown in (table, replies):
        html, plain = shown.html, str(shown)
        ElementTree.fromstring(f"<x>{html.replace('<br>', '<br/>')}</x>")
        assert "<script" not in html
        assert "<img" not in html
        assert len(html) < 20_000
        assert len(plain) < 20_000
        for written in (html, plain):
            written.encode()  # no lone surrogate
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ufffe]", written)
    assert all("\n" not in cell for row in table._rows() for cell in row)


def test_a_table_has_a_caption_and_scoped_headers(verdicts: pd.DataFrame) -> None:
    table = compliance_table(compliance(verdicts, by=("rule", "scenario")), "Kept & <counted>")
    root = ElementTree.fromstring(f"<x>{table.html}</x>")
    assert root.findtext("table/caption") == "Kept & <counted>"
    heads = root.findall(".//thead//th")
    assert [th.text for th in heads][:3] == ["Rule", "Scenario", "Kept"]
    assert all(th.get("scope") == "col" for th in heads)
    for row in root.findall(".//tbody/tr"):
        assert [cell.tag for cell in row][:3] == ["th", "th", "td"]
        assert all(cell.get("scope") == "row" for cell in row[:2])


def test_the_same_table_gives_the_same_bytes(verdicts: pd.DataFrame) -> None:
    first, second = (compliance_table(compliance(verdicts)) for _ in range(2))
    assert first._repr_mimebundle_() == second._repr_mimebundle_()
    assert set(first._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_plain_text_is_aligned_also_for_wide_characters() -> None:
    from rich.cells import cell_len

    frame = pd.DataFrame({"name": ["日本語", "ab", "😊"], "n": [1, 20_000, 3]})
    lines = str(Table(frame, "A caption")).splitlines()
    assert lines[0] == "A caption"
    assert lines[5].split() == ["ab", "20,000"]
    assert len({cell_len(line) for line in lines[2:-1]}) == 1


def test_a_terminal_of_80_columns_tears_no_figure(verdicts: pd.DataFrame) -> None:
    out = io.StringIO()
    console = Console(file=out, width=80)
    console.print(compliance_table(compliance(verdicts)))
    assert re.search(r"capability_honesty +72\xa0% +26 of 36 +56–84\xa0% +0 +6", out.getvalue())
    out.truncate(0)
    console.print(Table(pd.DataFrame({"a": ["[bold]x[/bold] [/nope]"]}), "[red]c"))
    assert "[bold]x[/bold] [/nope]" in out.getvalue()


def test_cells_of_every_kind_are_readable() -> None:
    frame = pd.DataFrame(
        {
            "kind": ["none", "nan", "na", "yes", "int", "float", "whole"],
            "value": [None, float("nan"), pd.NA, True, 12345, 0.123456, 2.0],
        }
    )
    lines = [line.split() for line in str(Table(frame, "c")).splitlines()]
    shown = {line[0]: line[1] for line in lines if len(line) == 2}
    assert shown["none"] == shown["nan"] == shown["na"] == "–"
    assert shown["yes"] == "yes"
    assert shown["int"] == "12,345"
    assert shown["float"] == "0.123"
    assert shown["whole"] == "2"


def test_an_empty_table_says_so() -> None:
    table = compliance_table(compliance(pd.DataFrame()))
    assert "Nothing to show." in table.html
    assert str(table)


def test_rates_are_never_rounded_to_a_false_certainty() -> None:
    nbsp = "\xa0%"
    assert percent(1) == f"100{nbsp}"
    assert percent(0.9999) == f">99{nbsp}"
    assert percent(0) == f"0{nbsp}"
    assert percent(1e-6) == f"<1{nbsp}"
    assert percent(float("nan")) == "–"
    assert share(5, 6) == f"83{nbsp} (5 of 6)"
    assert share(0, 0) == "–"
    assert interval(0.436, 0.97) == f"44–97{nbsp}"
    assert interval(float("nan"), float("nan")) == "–"


def test_a_usage_rate_is_told_from_a_rule(verdicts: pd.DataFrame) -> None:
    plain = str(compliance_table(compliance(verdicts)))
    assert "signature_phrases\xa0†" in plain
    assert "no overall score" in plain
    without = verdicts[verdicts["rule"] != "signature_phrases"]
    assert "†" not in str(compliance_table(compliance(without)))


def test_the_headline_states_its_counts_and_what_is_undecided(verdicts: pd.DataFrame) -> None:
    table = headline(verdicts)
    row = table.iloc[0]
    said = headline_sentence(table)
    assert said.startswith(f"{row['kept']:.0f} of {row['kept'] + row['broken']:.0f} replies (")
    assert f"{row['undecided']:.0f} more are undecided" in said
    assert "undecided" not in headline_sentence(headline(verdicts.assign(verdict="pass")))
    assert headline_sentence(headline(pd.DataFrame())).startswith("No reply could be judged")
    assert "All replies" in str(headline_table(table))


def test_an_unknown_cost_is_called_unknown(replies: pd.DataFrame) -> None:
    assert re.search(r"Cost +unknown$", str(speed_table(speed(replies))), re.MULTILINE)
    priced = replies.assign(cost_usd=0.01)
    assert "$0.4200" in str(speed_table(speed(priced)))
    priced.loc[0, "cost_usd"] = float("nan")
    assert "unknown (priced: 41 of 42 replies)" in str(speed_table(speed(priced)))


def test_text_helpers() -> None:
    assert visible("👩‍👩‍👧 naïve\tکتاب‌ها\nok") == "👩‍👩‍👧 naïve\tکتاب‌ها\nok"
    assert visible("\x1b\u202e\ud800") == "␛⟨U+202E⟩⟨U+D800⟩"
    assert one_line("a \n\t b", 100) == "a b"
    assert one_line("abcdef", 3) == "abc… (3 more characters)"
    assert brief("volunteers_card_number", 10) == "volunteer…"
    assert brief("short", 10) == "short"
    assert escape_markdown("*a* <b> [x](y)\n# h") == r"\*a\* \<b\> \[x\]\(y\) \# h"
