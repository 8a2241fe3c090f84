"""The worst replies: the right ones, with the characters that broke the rule and no others."""

from __future__ import annotations

import pandas as pd
import pytest
from results_samples import REPLY

from labkit.errors import InputError
from labkit.results import Fault, JudgedReply, Replies, worst


def test_the_worst_come_first_with_their_verdicts(
    replies: pd.DataFrame, verdicts: pd.DataFrame
) -> None:
    found = worst(replies, verdicts, k=4)
    counts = [len(reply.faults) for reply in found]
    scored = verdicts[verdicts["rule"] != "signature_phrases"]
    fails = scored[scored["verdict"] == "fail"].groupby(["scenario", "sample"]).size()
    assert counts == sorted(fails, reverse=True)[:4]
    for reply in found:
        rows = scored[(scored["scenario"] == reply.scenario) & (scored["sample"] == reply.sample)]
        assert {f.rule for f in reply.faults} == set(rows.loc[rows["verdict"] == "fail", "rule"])
        assert set(reply.kept) == set(rows.loc[rows["verdict"] == "pass", "rule"])
        assert set(reply.undecided) == set(rows.loc[rows["verdict"] == "undecided", "rule"])


def test_without_faults_there_is_no_worst(replies: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    assert worst(replies, verdicts.assign(verdict="pass")) == []
    assert worst(replies.iloc[:0], verdicts) == []
    assert worst(replies, pd.DataFrame()) == []
    assert "No reply broke a rule." in str(Replies([]))
    assert "No reply broke a rule." in Replies([]).html


def test_a_missing_column_is_named(replies: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="'reason'"):
        worst(replies, verdicts.drop(columns="reason"))


@pytest.mark.parametrize(
    ("start", "end"), [(0, 999), (-3, 2), (5, 1), (1, 5), (pd.NA, pd.NA), (None, 3)]
)
def test_a_span_that_does_not_fit_marks_nothing(
    replies: pd.DataFrame, verdicts: pd.DataFrame, start: int, end: int
) -> None:
    one = verdicts[verdicts["rule"] == "length"].assign(verdict="fail", evidence="Sure")
    one = one.assign(start=start, end=end)
    reply = worst(replies, one, k=1)[0]
    assert reply.faults[0].span is None
    assert "<mark" not in Replies([reply]).html


def _reply(text: str, *spans: tuple[int, int]) -> JudgedReply:
    faults = tuple(Fault(f"rule_{n}", f"reason {n}", span) for n, span in enumerate(spans, 1))
    return JudgedReply("base", "greeting", 1, 1, "Hello?", text, faults)


def _said(text: str, *spans: tuple[int, int]) -> str:
    return str(Replies([_reply(text, *spans)])).split("Reply: ")[1].split("\n  [1]")[0]


def test_spans_are_marked_to_the_character() -> None:
    assert _said("abcdef", (1, 3)) == "a⟦¹bc¹⟧def"
    assert _said("abcdef", (0, 6)) == "⟦¹abcdef¹⟧"
    assert _said("abcdef", (1, 4), (2, 6)) == "a⟦¹b⟦²cd¹⟧ef²⟧"  # overlapping
    assert _said("abcdef", (0, 6), (2, 3)) == "⟦¹ab⟦²c²⟧def¹⟧"  # nested
    assert _said("abcdef", (0, 2), (2, 4)) == "⟦¹ab¹⟧⟦²cd²⟧ef"  # touching
    assert _said("a😊b", (1, 2)) == "a⟦¹😊¹⟧b"  # code points, not bytes


def test_html_marks_overlaps_apart_and_numbers_their_ends() -> None:
    html = Replies([_reply("abcdef", (1, 4), (2, 6))]).html
    body = html.split("<bdi")[2].split(">", 1)[1].split("</bdi>")[0]
    assert body.count("<mark") == 3
    assert 'class="lk-mark-2"' in body
    text = body.replace("</mark>", "")
    while "<mark" in text:
        text = text[: text.index("<mark")] + text[text.index(">", text.index("<mark")) + 1 :]
    assert text == "abcd<sup>1</sup>ef<sup>2</sup>"


def test_a_huge_reply_shows_its_start_and_every_fault() -> None:
    huge = "x" * 40_000 + "BAD" + "y" * 60_000
    shown = str(Replies([_reply(huge, (40_000, 40_003), (100, 90_000))]))
    assert len(shown) < 4_000
    assert "⟦¹BAD¹⟧" in shown
    assert "²⟧" in shown
    assert "characters left out" in shown


def test_the_stretches_add_up_to_the_reply() -> None:
    from labkit.results.replies_view import _pieces

    spans = [(3, 30), (28, 82), (70, 80), (123, 169), (0, len(REPLY)), (7, 7)]
    assert "".join(piece.text for piece in _pieces(_reply(REPLY, *spans))) == REPLY
