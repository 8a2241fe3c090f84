"""A finished run: its replies and failures as tables, and a manifest that says how they arose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from labkit.endpoint.catalog import cost_usd, total_input

if TYPE_CHECKING:
    import pandas as pd

    from labkit.endpoint.connection import Endpoint
    from labkit.endpoint.record import Record

__all__ = ["Row", "Run"]

_TEXT = "str"
_REPLIES = {
    "run": _TEXT,
    "variant": _TEXT,
    "scenario": _TEXT,
    "sample": "int64",
    "turn": "int64",
    "user_turn": _TEXT,
    "reply": _TEXT,
    "model": _TEXT,
    "stop_reason": _TEXT,
    "input_tokens": "Int64",
    "output_tokens": "Int64",
    "cached_tokens": "Int64",
    "first_text_s": "float64",
    "total_s": "float64",
    "cost_usd": "float64",
    "request_key": _TEXT,
}
_FAILURES = {
    "run": _TEXT,
    "variant": _TEXT,
    "scenario": _TEXT,
    "sample": "int64",
    "turn": "int64",
    "user_turn": _TEXT,
    "outcome": _TEXT,
    "stop_reason": _TEXT,
    "error": _TEXT,
    "text": _TEXT,
    "model": _TEXT,
    "cost_usd": "float64",
    "request_key": _TEXT,
}


@dataclass(frozen=True)
class Row:
    """One turn of one sampled conversation and the record of its call."""

    scenario: str
    sample: int
    turn: int
    user_turn: str
    record: Record


@dataclass(frozen=True)
class Run:
    """What `sample` returns.

    `calls` were made to the model now, `from_store` answers came from the record instead, `seconds`
    is the wall time. `manifest` holds only what a replay repeats, apart from `started_at`, which is
    there only when the model was called. `skipped` turns were never asked, because the turn before
    them had no reply.
    """

    id: str
    variant: str
    endpoint: Endpoint
    rows: Sequence[Row] = field(repr=False)
    calls: int
    from_store: int
    skipped: int
    seconds: float
    manifest: Mapping[str, Any] = field(repr=False)

    @cached_property
    def replies(self) -> pd.DataFrame:
        """One row per reply, by scenario, sample and turn.

        Columns: run, variant, scenario, sample, turn (from 1), user_turn, reply, model,
        stop_reason, input_tokens (all of them, cached ones too), output_tokens, cached_tokens
        (read from the prompt cache), first_text_s, total_s (seconds), cost_usd (NaN: no price is
        known), request_key.
        """
        return _frame(_REPLIES, [self._reply(r) for r in self.rows if _is_reply(r)])

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row per call that gave no reply: a refusal, an empty answer, a cut stream, an error.

        Columns: run, variant, scenario, sample, turn, user_turn, outcome, stop_reason, error, text
        (what there was of it), model, cost_usd, request_key.
        """
        return _frame(_FAILURES, [self._failure(r) for r in self.rows if not _is_reply(r)])

    @property
    def records(self) -> list[Record]:
        """The records behind the tables, as `write_recordings` takes them."""
        return [row.record for row in self.rows]

    def _common(self, row: Row) -> dict[str, Any]:
        return {
            "run": self.id,
            "variant": self.variant,
            "scenario": row.scenario,
            "sample": row.sample,
            "turn": row.turn,
            "user_turn": row.user_turn,
            "model": row.record.model or self.endpoint.model,
            "stop_reason": row.record.stop_reason,
            "cost_usd": self._cost(row.record),
            "request_key": row.record.request_key,
        }

    def _cost(self, record: Record) -> float:
        if self.endpoint.kind == "local":
            return 0.0
        # A failed call says nothing of what it cost.
        return cost_usd(record.model or "", record.usage) if record.usage else float("nan")

    def _reply(self, row: Row) -> dict[str, Any]:
        record, usage = row.record, row.record.usage
        return self._common(row) | {
            "reply": record.text,
            "input_tokens": total_input(usage) if usage else None,
            "output_tokens": usage.get("output_tokens"),
            "cached_tokens": usage.get("cache_read_input_tokens"),
            "first_text_s": record.first_text_s,
            "total_s": record.total_s,
        }

    def _failure(self, row: Row) -> dict[str, Any]:
        record = row.record
        return self._common(row) | {
            "outcome": record.outcome,
            "error": record.error,
            "text": record.text,
        }


def _is_reply(row: Row) -> bool:
    return row.record.outcome == "reply"


def _frame(columns: Mapping[str, str], rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    # Text that is there needs no cast, which could turn a missing value into a word.
    kinds = {name: kind for name, kind in columns.items() if kind != _TEXT or not rows}
    return frame.astype(kinds)
