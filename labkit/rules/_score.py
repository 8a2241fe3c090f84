"""A table of replies becomes a table of verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from labkit.errors import InputError
from labkit.rules._model import Exchange, select

if TYPE_CHECKING:
    import pandas as pd

    from labkit.rules._model import Persona

__all__ = ["VERDICTS", "score"]

VERDICTS: dict[str, str] = {
    "run": "string",
    "variant": "string",
    "scenario": "string",
    "sample": "Int64",
    "turn": "Int64",
    "rule": "string",
    "verdict": "string",
    "start": "Int64",
    "end": "Int64",
    "evidence": "string",
    "reason": "string",
    "checker": "string",
}
"""Columns and dtypes of the verdicts table."""

_KEYS = ("run", "variant", "scenario", "sample", "turn")


def score(
    replies: pd.DataFrame,
    prompt: Persona | Mapping[str, Persona] | None = None,
    rules: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Judge every reply by every chosen rule: replies in order, rules in rulebook order.

    `replies` needs `reply`; `user_turn`, `turn`, `stop_reason` and the keys are used where they are
    there, and absent ones come out missing. `prompt` is one prompt for all, or one per variant.
    A reply that stopped at `max_tokens` is incomplete: what was not said is not judged. The
    columns and dtypes are `VERDICTS`, also for no rows. An `InputError` names a missing column, a
    variant without a prompt or an unknown rule.
    """
    import pandas as pd

    chosen = select(rules)
    if "reply" not in replies.columns:
        raise InputError("The replies have no column 'reply'; give a table with one reply per row.")
    columns: dict[str, list[Any]] = {name: [] for name in VERDICTS}
    for row in _rows(replies):
        exchange = Exchange(
            reply=row["reply"] or "",
            user_turn=row.get("user_turn"),
            prompt=_prompt(prompt, row.get("variant")),
            turn=row.get("turn"),
            complete=row.get("stop_reason") != "max_tokens",
        )
        for one in chosen:
            verdict = one.check(exchange)
            for key in _KEYS:
                columns[key].append(row.get(key))
            for name in ("rule", "verdict", "start", "end", "evidence", "reason", "checker"):
                columns[name].append(getattr(verdict, name))
    table = {name: pd.Series(values, dtype="object") for name, values in columns.items()}
    return pd.DataFrame(table).astype(VERDICTS)


def _rows(replies: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """The rows as plain values, missing ones as `None`."""
    names = [n for n in (*_KEYS, "reply", "user_turn", "stop_reason") if n in replies.columns]
    cells = [replies[n].astype(object).where(replies[n].notna(), None).tolist() for n in names]
    return (dict(zip(names, values, strict=True)) for values in zip(*cells, strict=True))


def _prompt(prompt: Persona | Mapping[str, Persona] | None, variant: str | None) -> Persona | None:
    if not isinstance(prompt, Mapping):
        return prompt
    if variant is None or variant not in prompt:
        known = ", ".join(map(str, prompt)) or "none"
        raise InputError(f"No prompt for variant {variant!r}; prompts were given for: {known}.")
    return prompt[variant]
