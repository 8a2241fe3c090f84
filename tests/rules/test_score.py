"""A table of replies becomes a table of verdicts with fixed columns and dtypes."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from labkit.errors import InputError
from labkit.prompt import Prompt
from labkit.rules import RULEBOOK, RULES, VERDICTS, Exchange, Ruling, check, rule, score, select

REPLIES = pd.DataFrame(
    {
        "run": ["r1"] * 3,
        "variant": ["a", "b", "a"],
        "scenario": ["hello"] * 3,
        "sample": [0, 0, 1],
        "turn": [1, 1, 1],
        "user_turn": ["Hi", None, "Are you a bot?"],
        "reply": ["Hi there, no problem!", "**Hi**", "I am, and I"],
        "stop_reason": ["end_turn", "end_turn", "max_tokens"],
    }
)
STRICT = Prompt.from_text("## Style\n- Never say: “no problem”\n")
LAX = Prompt.from_text("## Style\nBe kind.\n")


def test_one_row_per_reply_and_rule_in_rulebook_order() -> None:
    table = score(REPLIES, {"a": STRICT, "b": LAX})
    assert list(table.columns) == list(VERDICTS)
    assert {c: str(t) for c, t in table.dtypes.items()} == VERDICTS
    assert table["rule"].tolist() == list(RULES) * 3
    never = table[table["rule"] == "never_phrases"].set_index(["variant", "sample"])["verdict"]
    assert never["a", 0] == "fail"
    assert never["b", 0] == "not_applicable"
    bold = table[(table["rule"] == "no_markup") & (table["verdict"] == "fail")].iloc[0]
    assert (bold["variant"], bold["start"], bold["end"], bold["evidence"]) == ("b", 0, 6, "**Hi**")
    cut = table[(table["sample"] == 1) & (table["rule"] == "length")].iloc[0]
    assert cut["verdict"] == "undecided"


def test_no_replies_give_the_same_columns_and_dtypes() -> None:
    table = score(REPLIES.iloc[:0], STRICT)
    assert len(table) == 0
    assert {c: str(t) for c, t in table.dtypes.items()} == VERDICTS


def test_keys_that_are_missing_come_out_missing() -> None:
    table = score(pd.DataFrame({"reply": ["Hi."]}), rules=["length", "no_markup"])
    assert table["rule"].tolist() == ["length", "no_markup"]
    assert table[["run", "variant", "turn"]].isna().all().all()


@pytest.mark.parametrize(
    ("replies", "prompt", "rules", "words"),
    [
        (REPLIES.drop(columns="reply"), None, None, "no column 'reply'"),
        (REPLIES, {"a": STRICT}, None, "variant 'b'"),
        (REPLIES, None, ["lenght"], "Unknown rule 'lenght'"),
    ],
)
def test_bad_input_says_what_is_wrong(replies, prompt, rules, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=words) as caught:
        score(replies, prompt, rules)
    assert "\n" not in str(caught.value)


def test_rules_stand_in_rulebook_order() -> None:
    assert len(RULEBOOK) == len(set(RULEBOOK)) == 19
    assert list(RULES) == [i for i in RULEBOOK if i in RULES]
    assert [r.id for r in select(["no_markup", "length"])] == ["length", "no_markup"]


def test_a_rule_of_ones_own_appears_in_every_table() -> None:
    @rule("no_shouting", section=2, statement="No word in capitals.")
    def no_shouting(exchange: Exchange) -> Ruling:
        return (
            Ruling("fail", "shouts", (0, 3)) if exchange.reply.isupper() else Ruling("pass", "calm")
        )

    try:
        table = score(pd.DataFrame({"reply": ["HEY", "hey"]}), rules=["no_shouting"])
        assert table["verdict"].tolist() == ["fail", "pass"]
        assert table["evidence"].tolist() == ["HEY", ""]
        assert check(Exchange("HEY"))[-1].rule == "no_shouting"
    finally:
        del RULES["no_shouting"]


def test_importing_the_room_is_cheap() -> None:
    heavy = ("pandas", "yaml", "markdown_it")
    code = f"import sys, labkit.rules; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
