"""From verdicts and replies to tidy tables: how often each rule is kept, and how fast and dear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.errors import InputError
from labkit.results.stats import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KEYS", "OUTCOMES", "compliance", "headline", "is_scored", "rule_order", "speed"]

KEYS = ["run", "variant", "scenario", "sample", "turn"]
OUTCOMES = ["pass", "fail", "not_applicable", "undecided"]
_COUNTS = ["replies", "passed", "failed", "not_applicable", "undecided"]
_SPEED = ["replies", "first_text_median", "first_text_p90", "total_median", "total_p90"]
_SPEED += ["input_tokens", "output_tokens", "output_median", "cached_share", "cut"]
_SPEED += ["cost_usd", "cost_known"]


def compliance(verdicts: pd.DataFrame, by: Sequence[str] = ("rule",)) -> pd.DataFrame:
    """Tabulate how often each rule was kept, one row per group of `by`, rules in rulebook order.

    Columns: those of `by`; `usage` (true for a usage rate, which is no rule to keep); the counts
    `replies`, `passed`, `failed`, `not_applicable`, `undecided`; `rate` = passed / (passed +
    failed), NaN where nothing was judged; `low` and `high`, its 95 % Wilson interval. `by` must
    name `rule` and may add any of the verdicts' keys (`scenario`, `variant`, `turn`, ...). Unknown
    rules come last; everything else keeps the order in which it first appears.

    Raises `InputError` for missing columns, unknown verdicts, or a reply judged twice by one rule.
    """
    by = list(by)
    if "rule" not in by or not set(by) <= {"rule", *KEYS}:
        raise InputError(
            f"Cannot tabulate compliance by {', '.join(by) or 'nothing'}: "
            f"name `rule`, and any of {', '.join(KEYS)}."
        )
    _check(verdicts)
    columns = [*by, "usage", *_COUNTS, "rate", "low", "high"]
    if verdicts.empty:
        return _typed(pd.DataFrame(columns=columns))
    dummies = {o: (verdicts["verdict"] == o).astype("int64") for o in OUTCOMES}
    counted = verdicts[by].assign(replies=1, **dummies)
    table = counted.groupby(by, sort=False, dropna=False, observed=True).sum().reset_index()
    table = table.rename(columns={"pass": "passed", "fail": "failed"})
    table = _in_order(table, by)
    table["usage"] = [not is_scored(rule) for rule in table["rule"]]
    judged = table["passed"] + table["failed"]
    table["rate"] = table["passed"] / judged.where(judged > 0)
    table["low"], table["high"] = wilson(table["passed"].to_numpy(), judged.to_numpy())
    return _typed(table[columns])


def headline(verdicts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Give the share of replies that keep every scored rule, in one row or one per group of `by`.

    A reply is `broken` when any scored rule fails; else `undecided` when any is undecided; else
    `kept` when any passes; else `unjudged`. Columns: those of `by`, `replies`, these four counts,
    `rate` = kept / (kept + broken), `low` and `high` (95 % Wilson), and `at_least`, `at_most`:
    the share of all judged replies if each undecided one breaks a rule, or keeps every rule.

    Raises `InputError` as `compliance` does.
    """
    by = list(by)
    if not set(by) <= set(KEYS):
        raise InputError(f"Cannot group the headline by {by}: use any of {', '.join(KEYS)}.")
    _check(verdicts)
    counts = ["kept", "broken", "undecided", "unjudged"]
    columns = [*by, "replies", *counts, "rate", "low", "high", "at_least", "at_most"]
    if verdicts.empty and by:
        return _typed(pd.DataFrame(columns=columns))
    scored = verdicts
    if len(verdicts):
        scored = verdicts[verdicts["rule"].isin([r for r in set(verdicts["rule"]) if is_scored(r)])]
    if len(scored):
        replies = scored[KEYS].assign(**{o: scored["verdict"] == o for o in OUTCOMES})
        replies = replies.groupby(KEYS, sort=False, dropna=False, observed=True).any().reset_index()
    else:
        replies = pd.DataFrame(columns=[*KEYS, *OUTCOMES]).astype(dict.fromkeys(OUTCOMES, "bool"))
    broken = replies["fail"]
    undecided = ~broken & replies["undecided"]
    kept = ~broken & ~undecided & replies["pass"]
    state = {"kept": kept, "broken": broken, "undecided": undecided}
    state["unjudged"] = ~(kept | broken | undecided)
    counted = replies[by].assign(replies=1, **{k: v.astype("int64") for k, v in state.items()})
    if by:
        table = counted.groupby(by, sort=False, dropna=False, observed=True).sum().reset_index()
        table = _in_order(table, by)
    else:
        table = counted.sum().to_frame().T.astype("int64")
    decided = table["kept"] + table["broken"]
    judged = decided + table["undecided"]
    table["rate"] = table["kept"] / decided.where(decided > 0)
    table["low"], table["high"] = wilson(table["kept"].to_numpy(), decided.to_numpy())
    table["at_least"] = table["kept"] / judged.where(judged > 0)
    table["at_most"] = (table["kept"] + table["undecided"]) / judged.where(judged > 0)
    return _typed(table[columns])


def speed(replies: pd.DataFrame, by: Sequence[str] = ("model",)) -> pd.DataFrame:
    """Tabulate latency, tokens and cost of the replies, one row per group of `by`.

    Columns: those of `by`; `replies`; `first_text_median`, `first_text_p90`, `total_median`,
    `total_p90` in seconds (NaN where not recorded); `input_tokens` (all that was read, cached or
    not), `output_tokens`, sums over the replies that have them; `output_median`; `cached_share` of
    the input tokens; `cut`, replies that ran into the token limit; `cost_usd`, the sum, NaN as soon
    as one cost is unknown; `cost_known`, replies with a known cost.

    Raises `InputError` for missing columns.
    """
    by = list(by)
    needed = ["stop_reason", "input_tokens", "output_tokens", "cached_tokens"]
    needed += ["first_text_s", "total_s", "cost_usd"]
    _require(replies, [*by, *needed], "replies")
    if replies.empty:
        return pd.DataFrame(columns=[*by, *_SPEED])
    rows: list[dict[str, Any]] = []
    groups = replies.groupby(by, sort=False, dropna=False, observed=True) if by else [((), replies)]
    for key, group in groups:
        number = {name: pd.to_numeric(group[name]).astype("float64") for name in needed[1:]}
        fresh, cached = number["input_tokens"], number["cached_tokens"].fillna(0)
        read = float((fresh + cached).sum())
        named = dict(zip(by, key if isinstance(key, tuple) else (key,), strict=True))
        rows.append(
            named
            | {
                "replies": len(group),
                "first_text_median": number["first_text_s"].median(),
                "first_text_p90": number["first_text_s"].quantile(0.9),
                "total_median": number["total_s"].median(),
                "total_p90": number["total_s"].quantile(0.9),
                "input_tokens": int(read),
                "output_tokens": int(number["output_tokens"].sum()),
                "output_median": number["output_tokens"].median(),
                "cached_share": float(cached[fresh.notna()].sum()) / read if read else np.nan,
                "cut": int((group["stop_reason"] == "max_tokens").sum()),
                "cost_usd": number["cost_usd"].sum(skipna=False) if len(group) else np.nan,
                "cost_known": int(number["cost_usd"].notna().sum()),
            }
        )
    return pd.DataFrame(rows, columns=[*by, *_SPEED])


def rule_order(ids: Sequence[str]) -> list[str]:
    """Return the distinct rule ids in rulebook order; ids the rulebook does not know come last."""
    from labkit.rules import RULES

    known = list(RULES)
    seen = list(dict.fromkeys(ids))
    return sorted(seen, key=lambda i: known.index(i) if i in RULES else len(known))


def is_scored(rule: str) -> bool:
    """Say whether a rule counts in an overall score; a rule the rulebook does not know does."""
    from labkit.rules import RULES

    return RULES[rule].scored if rule in RULES else True


def _require(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    missing = [c for c in columns if c not in frame.columns]
    if missing and not (frame.empty and not len(frame.columns)):
        raise InputError(f"The table of {what} has no column {missing[0]!r}; labkit makes one.")


def _check(verdicts: pd.DataFrame) -> None:
    _require(verdicts, [*KEYS, "rule", "verdict"], "verdicts")
    if verdicts.empty:
        return
    if not verdicts["verdict"].isin(OUTCOMES).all():
        strange = verdicts.loc[~verdicts["verdict"].isin(OUTCOMES), "verdict"].iloc[0]
        raise InputError(f"Unknown verdict {strange!r}; a verdict is {', '.join(OUTCOMES)}.")
    twice = verdicts.duplicated([*KEYS, "rule"])
    if twice.any():
        row = verdicts.loc[twice].iloc[0]
        where = ", ".join(f"{k} {row[k]}" for k in ["scenario", "sample", "turn"])
        raise InputError(
            f"Rule {row['rule']!r} judged one reply twice ({where}); drop the double rows."
        )


def _in_order(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    # Groups come in order of first appearance: that is the rank to sort each column by.
    ranks = pd.DataFrame(index=table.index)
    for name in by:
        if name == "rule":
            order = rule_order(list(table[name]))
        elif name in {"turn", "sample"}:
            order = sorted(table[name].unique())
        else:
            order = list(table[name].unique())
        ranks[name] = table[name].map({value: i for i, value in enumerate(order)})
    return table.loc[ranks.sort_values(list(by), kind="stable").index].reset_index(drop=True)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    counts = {*_COUNTS, "kept", "broken", "unjudged"} & set(table.columns)
    rates = {"rate", "low", "high", "at_least", "at_most"} & set(table.columns)
    types: dict[str, Any] = dict.fromkeys(counts, "int64") | dict.fromkeys(rates, "float64")
    if "usage" in table.columns:
        types["usage"] = "bool"
    return table.astype(types).reset_index(drop=True)
