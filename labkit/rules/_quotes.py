"""Which stretches of a plain text are quoted or bracketed."""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = ["Regions", "brackets", "quoted"]

_MARK = re.compile(r"[\"'\n]")
_BRACKET = re.compile(r"[()\[\]\n]")
_CLOSES = {")": "(", "]": "["}


class Regions:
    """Half-open spans in order; asking whether a place is inside one costs a binary search."""

    __slots__ = ("_starts", "spans")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def around(self, at: int) -> tuple[int, int] | None:
        """The span that holds position `at`, if any."""
        if not self.spans:
            return None
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and at < self.spans[index][1]:
            return self.spans[index]
        return None

    def __contains__(self, at: int) -> bool:
        return self.around(at) is not None

    def __bool__(self) -> bool:
        return bool(self.spans)


def quoted(text: str) -> Regions:
    """Quoted stretches with their marks, one line at a time; a lone mark quotes nothing.

    Inch marks, apostrophes and clipped words ("'90s", "rock 'n' roll") are no quotes, and marks
    around the whole text are not counted: then the text is simply what is said.
    """
    if '"' not in text and "'" not in text:
        return Regions([])
    spans: list[tuple[int, int]] = []
    double = single = -1
    for found in _MARK.finditer(text):
        at, mark = found.start(), found[0]
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if mark == "\n":
            double = single = -1
        elif mark == '"':
            if double >= 0:
                spans.append((double, at + 1))
                double = single = -1
            elif not before.isdigit():
                double, single = at, -1
        elif double < 0:
            if single >= 0 and not before.isspace() and not after.isalnum():
                if at - single > 4:
                    spans.append((single, at + 1))
                single = -1
            elif not before.isalnum() and after.isalpha():
                single = at
    bare = text.strip()
    if len(spans) == 1 and spans[0][1] - spans[0][0] == len(bare):
        return Regions([])
    return Regions(spans)


def brackets(text: str) -> Regions:
    """Outermost round or square brackets that close on their own line, with their marks."""
    if "(" not in text and "[" not in text:
        return Regions([])
    spans: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        mark, at = found[0], found.start()
        if mark == "\n":
            open_marks.clear()
        elif mark in "([":
            open_marks.append((mark, at))
        elif open_marks and open_marks[-1][0] == _CLOSES[mark]:
            _, start = open_marks.pop()
            if not open_marks:
                spans.append((start, at + 1))
    return Regions(spans)
