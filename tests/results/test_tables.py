"""Verdicts to tables: the counts are right, the order is the rulebook's, and nothing is pooled."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from results_samples import SCENARIOS

from labkit.errors import InputError
from labkit.results import compliance, headline, speed, wilson
from labkit.rules import RULES


def test_counts_of_each_rule_are_those_of_the_verdicts(verdicts: pd.DataFrame) -> None:
    table = compliance(verdicts).set_index("rule")
    for rule, rows in verdicts.groupby("rule"):
        said = rows["verdict"].value_counts()
        row = table.loc[rule]
        assert row["replies"] == len(rows) == 42
        assert row["passed"] == said.get("pass", 0)
        assert row["failed"] == said.get("fail", 0)
        assert row["not_applicable"] == said.get("not_applicable", 0)
        assert row["undecided"] == said.get("undecided", 0)
        judged = int(row["passed"] + row["failed"])
        assert row["rate"] == pytest.approx(row["passed"] / judged)
        assert (row["low"], row["high"]) == pytest.approx(wilson(int(row["passed"]), judged))


def test_rules_come_in_rulebook_order_and_unknown_ones_last(verdicts: pd.DataFrame) -> None:
    strange = verdicts[verdicts["rule"] == "length"].assign(rule="a_rule_of_my_own")
    table = compliance(pd.concat([strange, verdicts]).sample(frac=1, random_state=3))
    known = [rule for rule in RULES if rule in set(verdicts["rule"])]
    assert list(table["rule"]) == [*known, "a_rule_of_my_own"]


def test_scenarios_keep_the_order_they_were_given_in(verdicts: pd.DataFrame) -> None:
    table = compliance(verdicts, by=("rule", "scenario"))
    assert list(table.columns[:2]) == ["rule", "scenario"]
    assert len(table) == 8 * 14
    assert list(table["scenario"][:14]) == SCENARIOS
    assert table["replies"].eq(3).all()
    by_rule = compliance(verdicts).set_index("rule")
    assert (table.groupby("rule")["passed"].sum() == by_rule["passed"].sort_index()).all()


def test_turns_are_sorted_as_numbers(verdicts: pd.DataFrame) -> None:
    turns = pd.concat([verdicts.assign(turn=n) for n in (10, 2, 1)])
    table = compliance(turns, by=("turn", "rule"))
    assert list(table["turn"].unique()) == [1, 2, 10]


def test_a_usage_rate_is_flagged_and_stays_out_of_the_headline(verdicts: pd.DataFrame) -> None:
    table = compliance(verdicts).set_index("rule")
    assert list(table.index[table["usage"]]) == ["signature_phrases"]
    unused = verdicts.copy()
    unused.loc[unused["rule"] == "signature_phrases", "verdict"] = "fail"
    pd.testing.assert_frame_equal(headline(unused), headline(verdicts))


def test_nothing_judged_has_no_rate(verdicts: pd.DataFrame) -> None:
    for outcome in ("undecided", "not_applicable"):
        table = compliance(verdicts.assign(verdict=outcome))
        assert table["rate"].isna().all()
        assert table["low"].isna().all()
        assert table["high"].isna().all()
        assert table[outcome].eq(42).all()


def test_no_verdicts_give_an_empty_table_with_the_same_columns(verdicts: pd.DataFrame) -> None:
    full = compliance(verdicts, by=("rule", "scenario"))
    for empty in (verdicts.iloc[:0], pd.DataFrame()):
        table = compliance(empty, by=("rule", "scenario"))
        assert table.empty
        assert list(table.columns) == list(full.columns)
        numbers = full.columns[3:]
        assert (table.dtypes[numbers] == full.dtypes[numbers]).all()


@pytest.mark.parametrize("by", [(), ("scenario",), ("rule", "colour"), ("rule", "verdict")])
def test_rates_of_different_rules_are_never_pooled(
    verdicts: pd.DataFrame, by: tuple[str, ...]
) -> None:
    with pytest.raises(InputError, match="name `rule`"):
        compliance(verdicts, by=by)


def test_a_reply_judged_twice_is_refused(verdicts: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="twice"):
        compliance(pd.concat([verdicts, verdicts.iloc[:1]]))


def test_strange_verdicts_and_missing_columns_are_named(verdicts: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="'maybe'"):
        compliance(verdicts.assign(verdict="maybe"))
    with pytest.raises(InputError, match="'scenario'"):
        compliance(verdicts.drop(columns="scenario"))


def _judged(*replies: dict[str, str]) -> pd.DataFrame:
    rows = [
        {"run": "r", "variant": "v", "scenario": "s", "sample": n, "turn": 1, "rule": r}
        | {"verdict": v}
        for n, reply in enumerate(replies)
        for r, v in reply.items()
    ]
    return pd.DataFrame(rows)


def test_headline_counts_each_reply_once() -> None:
    kept = {"length": "pass", "no_markup": "pass"}
    row = headline(
        _judged(
            kept,
            kept | {"transparency": "not_applicable"},
            kept | {"length": "fail"},
            {"length": "fail", "no_markup": "undecided"},  # broken whatever is undecided
            kept | {"no_markup": "undecided"},
            {"length": "not_applicable", "no_markup": "not_applicable"},
            kept | {"signature_phrases": "fail"},  # a usage rate breaks nothing
        )
    ).iloc[0]
    counts = ["replies", "kept", "broken", "undecided", "unjudged"]
    assert [int(row[c]) for c in counts] == [7, 3, 2, 1, 1]
    assert row["rate"] == pytest.approx(3 / 5)
    assert (row["low"], row["high"]) == pytest.approx(wilson(3, 5))
    assert (row["at_least"], row["at_most"]) == pytest.approx((3 / 6, 4 / 6))


def test_headline_of_nothing_is_a_row_without_a_rate() -> None:
    for empty in (pd.DataFrame(), _judged({"signature_phrases": "pass"})):
        table = headline(empty)
        assert len(table) == 1
        assert table["replies"].iloc[0] == 0
        assert table[["rate", "low", "high", "at_least", "at_most"]].isna().all(axis=None)
    assert headline(pd.DataFrame(), by=["variant"]).empty


def test_headline_by_variant(verdicts: pd.DataFrame) -> None:
    both = pd.concat([verdicts.assign(variant="z"), verdicts.assign(variant="a", verdict="pass")])
    table = headline(both, by=["variant"])
    assert list(table["variant"]) == ["z", "a"]  # the order they were given in
    assert table["rate"].iloc[1] == 1


def test_speed_adds_up_what_was_recorded(replies: pd.DataFrame) -> None:
    row = speed(replies).iloc[0]
    assert row["model"] == "smollm2-135m-instruct"
    assert row["replies"] == 42
    assert row["first_text_median"] == pytest.approx(replies["first_text_s"].median())
    assert row["total_p90"] == pytest.approx(replies["total_s"].quantile(0.9))
    assert row["input_tokens"] == 42 * 940  # cached tokens were read too
    assert row["cached_share"] == pytest.approx(900 / 940)
    assert row["output_tokens"] == replies["output_tokens"].sum()
    assert row["cut"] == 1


def test_an_unknown_cost_stays_unknown(replies: pd.DataFrame) -> None:
    assert math.isnan(speed(replies)["cost_usd"].iloc[0])
    priced = replies.assign(cost_usd=0.5)
    assert speed(priced)["cost_usd"].iloc[0] == pytest.approx(21)
    priced.loc[3, "cost_usd"] = float("nan")
    row = speed(priced).iloc[0]
    assert math.isnan(row["cost_usd"])
    assert row["cost_known"] == 41


def test_speed_bears_missing_figures(replies: pd.DataFrame) -> None:
    blank = replies.assign(input_tokens=pd.NA, output_tokens=pd.NA, cached_tokens=pd.NA)
    row = speed(blank.assign(first_text_s=math.nan, total_s=math.nan)).iloc[0]
    assert row["input_tokens"] == 0
    assert math.isnan(row["cached_share"])
    assert math.isnan(row["total_median"])
    assert speed(replies.iloc[:0]).empty
    assert speed(pd.DataFrame()).empty
    assert len(speed(replies, by=())) == 1
