"""The replies that broke the most rules, each with the characters that broke them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.errors import InputError
from labkit.results.tables import KEYS, is_scored, rule_order

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fault", "JudgedReply", "worst"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule, its reason, and the half-open span of code points that broke it."""

    rule: str
    reason: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """One reply with its broken rules, and the ids of the rules it kept or left undecided."""

    variant: str
    scenario: str
    sample: int
    turn: int
    user_turn: str
    reply: str
    faults: tuple[Fault, ...] = ()
    kept: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    cut: bool = False


def worst(replies: pd.DataFrame, verdicts: pd.DataFrame, k: int = 5) -> list[JudgedReply]:
    """Return the `k` replies that break the most scored rules, the worst first.

    Replies without a fault are left out, and ties keep the order of `replies`. Usage rates do not
    count. A span that does not fit its evidence is dropped rather than shown in the wrong place.

    Raises `InputError` for missing columns.
    """
    for frame, what, columns in (
        (replies, "replies", [*KEYS, "user_turn", "reply", "stop_reason"]),
        (verdicts, "verdicts", [*KEYS, "rule", "verdict", "start", "end", "evidence", "reason"]),
    ):
        missing = [c for c in columns if c not in frame.columns]
        if missing and len(frame.columns):
            raise InputError(f"The table of {what} has no column {missing[0]!r}; labkit makes one.")
    if replies.empty or verdicts.empty:
        return []
    scored = verdicts[verdicts["rule"].isin([r for r in set(verdicts["rule"]) if is_scored(r)])]
    fails = scored[scored["verdict"] == "fail"].groupby(KEYS, dropna=False).size()
    keys = [_key(row) for row in replies[KEYS].to_dict("records")]
    broken = {_as_key(key): int(n) for key, n in fails.items()}
    places = sorted(
        (i for i, key in enumerate(keys) if broken.get(key)), key=lambda i: -broken[keys[i]]
    )[:k]
    chosen = {keys[i] for i in places}
    judged: dict[tuple[str, ...], list[dict[str, Any]]] = {key: [] for key in chosen}
    for row in scored.to_dict("records"):
        if (key := _key(row)) in chosen:
            judged[key].append({str(name): value for name, value in row.items()})
    records = replies.iloc[places].to_dict("records")
    return [_judged(row, judged[_key(row)]) for row in records]


def _key(row: dict[Any, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in KEYS)


def _as_key(key: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in key)


def _judged(row: dict[Any, Any], verdicts: list[dict[str, Any]]) -> JudgedReply:
    by_rule = {v["rule"]: v for v in verdicts}
    rules = rule_order(list(by_rule))
    reply = str(row["reply"])

    def having(outcome: str) -> list[str]:
        return [rule for rule in rules if by_rule[rule]["verdict"] == outcome]

    return JudgedReply(
        variant=str(row["variant"]),
        scenario=str(row["scenario"]),
        sample=int(row["sample"]),
        turn=int(row["turn"]),
        user_turn=str(row["user_turn"]) if isinstance(row["user_turn"], str) else "",
        reply=reply,
        faults=tuple(
            Fault(rule, str(by_rule[rule]["reason"]), _span(by_rule[rule], reply))
            for rule in having("fail")
        ),
        kept=tuple(having("pass")),
        undecided=tuple(having("undecided")),
        cut=row["stop_reason"] == "max_tokens",
    )


def _span(verdict: dict[str, Any], reply: str) -> tuple[int, int] | None:
    try:
        start, end = int(verdict["start"]), int(verdict["end"])
    except (TypeError, ValueError):  # NA, NaN or None: the rule points at no place
        return None
    fits = 0 <= start <= end <= len(reply) and reply[start:end] == verdict["evidence"]
    return (start, end) if fits else None
