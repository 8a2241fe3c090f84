"""Scoring a file of replies: one JSON object a line in, one object per reply and rule out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from labkit.prompt.document import Prompt
from labkit.rules import Exchange, select

__all__ = ["BadLine", "score_lines"]

_TEXT_FIELDS = ("user_turn", "context")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be scored: its number from 1, and why in one line."""

    number: int
    reason: str


class _UnusableError(Exception):
    """Why a line cannot be scored."""


def score_lines(
    lines: Iterable[bytes], prompt: Prompt | None = None, rules: Iterable[str] | None = None
) -> Iterator[dict[str, Any] | BadLine]:
    """Verdicts for each line in order, or a `BadLine`; blank lines are passed over.

    A line is an object with `reply` (text) and optionally `id` (text or number, default the line's
    number), `user_turn`, `context` (a piece of the persona's prompt), `turn` (from 1) and
    `stop_reason` (`max_tokens` for a reply that was cut). Other fields are ignored. A verdict is
    `id, rule, verdict, start, end, evidence, reason`; `start` and `end` count code points of the
    reply. Raises `InputError` for an unknown rule before any line is read.
    """
    chosen = select(rules)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            id, exchange = _exchange(line, number, prompt)
        except _UnusableError as error:
            yield BadLine(number, str(error))
            continue
        for rule in chosen:
            verdict = rule.check(exchange)
            yield {
                "id": id,
                "rule": verdict.rule,
                "verdict": verdict.verdict,
                "start": verdict.start,
                "end": verdict.end,
                "evidence": verdict.evidence,
                "reason": verdict.reason,
            }


def _exchange(line: bytes, number: int, prompt: Prompt | None) -> tuple[str | int, Exchange]:
    try:
        item = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise _UnusableError(f"not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise _UnusableError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise _UnusableError("not JSON labkit can read: nested too deeply") from None
    if not isinstance(item, dict):
        raise _UnusableError('not an object; write {"reply": "…"}')
    if not isinstance(item.get("reply"), str):
        raise _UnusableError("no text under 'reply'")
    for name in _TEXT_FIELDS:
        if not isinstance(item.get(name), str | None):
            raise _UnusableError(f"'{name}' is not text")
    id = number if item.get("id") is None else item["id"]
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise _UnusableError("'id' is neither text nor a whole number")
    turn = item.get("turn")
    if turn is not None and (isinstance(turn, bool) or not isinstance(turn, int) or turn < 1):
        raise _UnusableError("'turn' is not a whole number from 1")
    return id, Exchange(
        reply=item["reply"],
        user_turn=item.get("user_turn"),
        prompt=_persona(prompt.text if prompt else "", item.get("context") or ""),
        turn=turn,
        complete=item.get("stop_reason") != "max_tokens",
    )


# Lines of one persona usually stand together.
@lru_cache(maxsize=64)
def _persona(prompt: str, context: str) -> Prompt | None:
    text = "\n\n".join(t for t in (prompt, context) if t.strip())
    return Prompt(text) if text else None
