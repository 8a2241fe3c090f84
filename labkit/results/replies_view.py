"""Judged replies with the offending characters marked, for a notebook, a report or a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.results._templates import fill
from labkit.results._text import join, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labkit.results.judged import JudgedReply

__all__ = ["Replies"]

_SHOWN_WHOLE = 2000  # characters; a longer reply shows its start and what surrounds each fault
_HEAD, _BEFORE, _AFTER = 600, 150, 300


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    marked: int = 0  # how many faults cover it
    starts: str = ""  # numbers of the faults that start here
    ends: str = ""  # and of those that end here
    gap: bool = False


@dataclass(frozen=True)
class Replies:
    """Replies, each with its broken rules listed and the characters that broke them marked.

    Numbers behind a marked stretch lead to the rules listed below it, so that nothing depends on
    colour. In plain text a stretch marked for fault 1 stands in ⟦¹…¹⟧.
    """

    replies: Sequence[JudgedReply]
    caption: str = ""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": str(self)}

    @property
    def html(self) -> str:
        """The replies as HTML, everything escaped."""
        views = [_view(reply, place) for place, reply in enumerate(self.replies, 1)]
        return fill("replies.html.j2", caption=one_line(self.caption), replies=views)

    def __str__(self) -> str:
        """The replies as plain text, safe to print."""
        blocks = [one_line(self.caption)] if self.caption else []
        for place, reply in enumerate(self.replies, 1):
            view = _view(reply, place)
            said = "".join(
                f"{_opening(p.starts)}{p.text}{_closing(p.ends)}" for p in view["pieces"]
            )
            lines = [f"{view['title']} · {view['where']}"]
            if view["user_turn"]:
                lines.append(f"  User:  {view['user_turn']}")
            lines.append("  Reply: " + said.replace("\n", "\n         "))
            for number, fault in enumerate(view["faults"], 1):
                lines.append(f"  [{number}] {fault['rule']}: {fault['reason']}")
            if view["rest"]:
                lines.append(f"  {view['rest']}")
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks if self.replies else [*blocks, "No reply broke a rule."])


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _opening(numbers: str) -> str:
    return "".join(f"⟦{n}" for n in numbers.translate(_SUPERSCRIPT).split(",") if n)


def _closing(numbers: str) -> str:
    return "".join(f"{n}⟧" for n in numbers.translate(_SUPERSCRIPT).split(",") if n)


def _view(reply: JudgedReply, place: int) -> dict[str, Any]:
    count = len(reply.faults)
    rest = []
    if reply.kept:
        rest.append(f"Keeps {join(reply.kept)}.")
    if reply.undecided:
        rest.append(f"Undecided: {join(reply.undecided)}.")
    if reply.cut:
        rest.append("The reply was cut at the token limit.")
    where = f"{reply.scenario} · sample {reply.sample} · turn {reply.turn}"
    if reply.variant:
        where += f" · {reply.variant}"
    return {
        "title": f"{place}. Breaks {count} rule{'' if count == 1 else 's'}",
        "where": one_line(where),
        "user_turn": one_line(reply.user_turn, 600),
        "pieces": _pieces(reply),
        "faults": [
            {"rule": one_line(f.rule), "reason": one_line(f.reason, 600)} for f in reply.faults
        ],
        "rest": one_line(" ".join(rest), 1000),
    }


def _pieces(reply: JudgedReply) -> list[_Piece]:
    """Cut the reply wherever a span begins or ends; say what is marked and which faults end."""
    text = reply.reply
    spans = {n: f.span for n, f in enumerate(reply.faults, 1) if f.span is not None}
    windows = _windows(len(text), list(spans.values()))
    edges = {edge for pair in [*windows, *spans.values()] for edge in pair}
    pieces: list[_Piece] = []
    for place, (first, last) in enumerate(windows):
        if place:
            left_out = first - windows[place - 1][1]
            pieces.append(_Piece(f" … ({left_out:,} characters left out) … ", gap=True))
        inside = sorted(edge for edge in edges if first <= edge <= last)
        for start, end in zip(inside, inside[1:] or inside, strict=False):
            over = sum(a < end and start < b for a, b in spans.values())
            starts = ",".join(str(n) for n, (a, b) in spans.items() if a == start)
            ends = ",".join(str(n) for n, (a, b) in spans.items() if b == end)
            pieces.append(_Piece(visible(text[start:end]), over, starts, ends))
    if windows and (tail := len(text) - windows[-1][1]):
        pieces.append(_Piece(f" … ({tail:,} characters left out)", gap=True))
    return pieces


def _windows(length: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if length <= _SHOWN_WHOLE:
        return [(0, length)]
    wanted = [(0, _HEAD)]
    for start, end in spans:
        near = min(end, start + _AFTER)
        wanted.append((max(0, start - _BEFORE), min(length, near + _BEFORE)))
        if end > near:  # a long span shows both its ends, so that its number has a place
            wanted.append((max(0, end - _BEFORE), min(length, end + _BEFORE)))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(wanted):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
