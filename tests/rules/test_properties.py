"""What holds for any text: no crash, no hang, spans that fit, verdicts that survive respelling."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from labkit.prompt import Prompt
from labkit.rules import RULES, Exchange, check
from tests.rules.conftest import all_cases

PROMPT = Prompt.from_text(
    "## Style\n- Signature phrases: “Let's go”, “I hear you…”\n"
    "- Never say: “no problem”, “as an AI…”\n"
)
REPLIES = sorted({c.exchange.reply for c in all_cases()})
# Words, signs and whole cases in any order find more than arbitrary characters do.
BITS = (
    "I I'll we you let me your want to not can't book send check order name email what is are do "
    "and or , . ? ! … \n \n\n \" ' “ ” ( ) * ** _ ` < > [ ] { } 1. 2) - • a.m. e.g. AI human "
    "é 😊 👍🏽 \u200b \u00a0 :) -> http://x.y a@b.co"
).split(" ")
PIECES = st.one_of(st.sampled_from(REPLIES), st.sampled_from(BITS), st.text(max_size=6))
TEXT = st.one_of(
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(),
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verdicts(reply: str, user_turn: str | None = "Are you a bot?") -> dict[str, str]:
    found = check(Exchange(reply, user_turn, PROMPT))
    for v in found:
        if v.start is not None:
            assert v.end is not None
            assert 0 <= v.start <= v.end <= len(reply)
            assert reply[v.start : v.end] == v.evidence
        assert v.reason
    return {v.rule: v.verdict for v in found}


@QUICK
@given(TEXT)
@example("\x00\ud800 lone")
@example("e\u0301" * 40 + ".")
def test_no_text_breaks_a_probe(reply: str) -> None:
    assert set(verdicts(reply)) == set(RULES)


@QUICK
@given(TEXT, st.sampled_from([" ", "\n", "  \n\n ", "\t", "\r\n"]))
@example("1.", " ")
@example("- ", "\n")
def test_trailing_white_space_changes_nothing(reply: str, tail: str) -> None:
    assert verdicts(reply + tail) == verdicts(reply)


@QUICK
@given(TEXT)
def test_line_ends_change_nothing(reply: str) -> None:
    unix = reply.replace("\r\n", "\n").replace("\r", "\n")
    assert verdicts(unix.replace("\n", "\r\n")) == verdicts(unix)


def curl(text: str) -> str:
    """The text with typographer's quotes."""
    out = []
    for at, char in enumerate(text):
        opening = at == 0 or text[at - 1].isspace() or text[at - 1] in "(["
        if char == "'":
            char = "‘" if opening else "’"
        elif char == '"':
            char = "“" if opening else "”"
        out.append(char)
    return "".join(out)


@QUICK
@given(TEXT)
def test_quote_style_changes_nothing(reply: str) -> None:
    straight = reply.translate(str.maketrans("‘’“”", "''\"\""))
    assert verdicts(curl(straight)) == verdicts(straight)


@QUICK
@given(TEXT)
def test_unicode_form_changes_nothing(reply: str) -> None:
    # Marks reorder when composed; a text that is in neither form has no single meaning here.
    composed = unicodedata.normalize("NFC", reply)
    decomposed = unicodedata.normalize("NFD", composed)
    assume(unicodedata.normalize("NFC", decomposed) == composed)
    assert verdicts(decomposed) == verdicts(composed)


@pytest.mark.parametrize("case", all_cases()[::3], ids=str)
def test_cases_keep_their_verdict_respelled(case: object) -> None:
    exchange = case.exchange  # type: ignore[attr-defined]
    rule = RULES[case.rule]  # type: ignore[attr-defined]
    said = rule.check(exchange).verdict
    for reply in (
        exchange.reply + " \n",
        exchange.reply.replace("\r\n", "\n").replace("\n", "\r\n"),
        curl(exchange.reply.translate(str.maketrans("‘’“”", "''\"\""))),
        unicodedata.normalize("NFD", exchange.reply),
    ):
        assert rule.check(Exchange(reply, exchange.user_turn, exchange.prompt)).verdict == said


HOSTILE = {
    "word": "word ",
    "quotes": '"a. ',
    "brackets": "(a. ",
    "closing": ")) ",
    "stars": "*a ",
    "bold": "**a",
    "under": "_a_",
    "ticks": "` ",
    "angles": "<a ",
    "squares": "[a](",
    "marks": "á",
    "noise": "̖́",
    "emoji": "😊 ",
    "stops": ". ",
    "asks": "what is your name and ",
    "tells": "tell me your name, ",
    "deeds": "I will and ",
    "lets": "let me check ",
    "digits": "1.",
    "items": "1) a ",
    "lines": "- a\n",
    "labels": "Step 1: a ",
    "deep": "> ",
    "nested": " - - ",
    "dots": "a.b.",
    "at": "a@",
    "dashes": "-",
    "blanks": " ",
    "newlines": "\n",
    "apostrophes": "'a ",
    "slash": "http://",
    "braces": "{",
    "pipes": "| a ",
    "am": "i'm a real ",
    "your": "your order is ",
    "tags": "<b>",
    "amps": "a & ",
    "phrase": "no ",
    "human": "human ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_cost_grows_in_line_with_length(name: str) -> None:
    piece = HOSTILE[name]
    user = "are you a real person " * 20

    def cost(size: int) -> float:
        reply = (piece * (size // len(piece) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            verdicts(reply, user)
            best = min(best, time.process_time() - begin)
        return best

    small, large = cost(10_000), cost(40_000)
    # Four times the text at four times the cost, with room for noise; quadratic would be sixteen.
    assert large < 9 * max(small, 0.004), (small, large)


@pytest.mark.parametrize(
    "name", ["word", "asks", "deeds", "noise", "stars", "items", "apostrophes"]
)
def test_a_huge_line_is_judged_in_seconds(name: str) -> None:
    begin = time.process_time()
    verdicts((HOSTILE[name] * 100_000)[:100_000])
    assert time.process_time() - begin < 8
