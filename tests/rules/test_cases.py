"""Every labelled case gets the verdict, and the span, a careful reader gives it."""

from __future__ import annotations

from collections import Counter

import pytest

from labkit.rules import RULES, Exchange
from tests.rules.conftest import Case, all_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    verdict = RULES[case.rule].check(case.exchange)
    reply = case.exchange.reply
    assert verdict.verdict == case.expect, f"{reply!r}: {verdict.reason}"
    assert verdict.reason
    if verdict.start is None:
        assert verdict.end is None
        assert verdict.evidence == ""
    else:
        assert verdict.end is not None
        assert 0 <= verdict.start <= verdict.end <= len(reply)
        assert verdict.evidence == reply[verdict.start : verdict.end]
    if case.evidence:
        assert case.evidence in verdict.evidence or verdict.evidence in case.evidence
        assert verdict.evidence


def test_each_rule_has_enough_cases_of_both_kinds() -> None:
    for rule in RULES:
        counts = Counter((c.expect, c.split) for c in CASES if c.rule == rule)
        passing = counts["pass", "dev"] + counts["pass", "test"]
        failing = counts["fail", "dev"] + counts["fail", "test"]
        assert min(passing, failing) >= 12, rule
        assert min(counts["pass", "test"], counts["fail", "test"]) >= 4, rule


def test_a_cut_reply_is_only_judged_by_what_it_said() -> None:
    cut = Exchange("I hear you, and I", user_turn="Are you a bot?", complete=False)
    assert RULES["length"].check(cut).verdict == "undecided"
    assert RULES["transparency"].check(cut).verdict == "undecided"
    assert RULES["no_markup"].check(cut).verdict == "pass"
    said = Exchange("One. Two. Three. I'm human and", user_turn="Are you a bot?", complete=False)
    assert RULES["length"].check(said).verdict == "fail"
    assert RULES["transparency"].check(said).verdict == "fail"
