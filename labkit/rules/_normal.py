"""One plain spelling for a reply, with the way back to the original characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Plain", "plain"]

_SINGLE = "‘’‚‛ʼʹ′＇´ˈ"
_DOUBLE = "“”„‟«»″＂"
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NEWLINES = "\r\u000b\u000c\u0085\u2028\u2029"
_HYPHENS = "\u2010\u2011\u2012"
# Same length in, same length out: these never move an offset.
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SPACES[1:]), " "),
    **dict.fromkeys(map(ord, _NEWLINES), "\n"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    ord("\uff1f"): "?",
    ord("\uff01"): "!",
}
_DROPPED = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
# Everything here is its own NFC form and joins with nothing, once _SAME_LENGTH has been applied.
_SETTLED = re.compile(
    "[\x00-\u02ff\u2010-\u2028\u2030-\u205e\u2070-\u20cf\u2100-\u2125\u2127-\u2129\u212c-\u2328"
    "\u232b-\u2adb\u2add-\u2bff\U0001f000-\U0001faff]*"
)
# Unicode's stream-safe limit; longer runs of marks are noise, and ordering them costs n².
_MARKS = 30


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text; `starts[i]`, `ends[i]` say where character i was, `None` if it stayed."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the reply that stands behind a span of the plain text."""
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start] if start < len(self.starts) else self._length()
        return first, max(first, self.ends[end - 1] if end > start else first)

    def _length(self) -> int:
        return self.ends[-1] if self.ends else 0


def _joins(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def plain(reply: str) -> Plain:
    """Straighten quotes, spaces, line ends and hyphens, drop invisible marks, compose to NFC."""
    if reply.isascii() and "\r" not in reply:
        return Plain(reply)
    text = reply.translate(_SAME_LENGTH) if "\r\n" not in reply else reply
    if "\r\n" not in reply and not _DROPPED.search(text) and _SETTLED.fullmatch(text):
        return Plain(text)
    return _mapped(reply)


def _mapped(reply: str) -> Plain:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, size = 0, len(reply)
    while at < size:
        stop = at + 1
        char = reply[at]
        if char == "\r" and stop < size and reply[stop] == "\n":
            piece, stop = "\n", stop + 1
        elif _DROPPED.match(char):
            at = stop
            continue
        else:
            while stop < size and stop - at < _MARKS and _joins(reply[stop]):
                stop += 1
            piece = _DROPPED.sub("", reply[at:stop])
            piece = unicodedata.normalize("NFC", piece).translate(_SAME_LENGTH)
        out.append(piece)
        starts.extend([at] * len(piece))
        ends.extend([stop] * len(piece))
        at = stop
    return Plain("".join(out), starts, ends)
