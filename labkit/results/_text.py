"""Text from anywhere made fit to show: nothing invisible, nothing that steers a terminal."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    *["NONE", "brief", "escape_markdown", "interval", "join", "one_line", "percent", "share"],
    "visible",
]

NONE = "–"
_NBSP = "\u00a0"
# Joiners belong to emoji and to Persian spelling; everything else that is invisible is shown.
_HARMLESS = frozenset("\n\t\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANKS = re.compile(r"[ \t\n]+")  # not \s: "83 %" keeps its no-break space
_NOT_XML = frozenset("\ufffe\uffff")
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|<>~^$&:@=")


def _show(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """Return `text` with control, direction and other invisible characters made visible.

    Line breaks and tabs stay. An escape character becomes "␛", a right-to-left override
    "⟨U+202E⟩", a lone surrogate "⟨U+D800⟩".
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_show(c) if c not in _HARMLESS and _hidden(c) else c for c in text)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN or character in _NOT_XML


def one_line(text: str, limit: int = 300) -> str:
    """Return `text` visible, on one line, and shortened beyond `limit` characters."""
    cut = len(text) - limit
    flat = _BLANKS.sub(" ", visible(text[:limit] if cut > 0 else text)).strip()
    return f"{flat}… ({cut:,} more characters)" if cut > 0 else flat


def brief(text: str, limit: int) -> str:
    """Return `text` visible, on one line, and cut with "…" to at most `limit` characters."""
    flat = one_line(text[: limit + 1], limit + 1)
    return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line, with nothing in it at work."""
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in one_line(text))


def join(words: Iterable[str]) -> str:
    """Return the words as a list in English: "a", "a and b", "a, b and c"."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def percent(rate: float) -> str:
    """Return a rate as "83 %"; "100 %" and "0 %" only when that is exact, "–" for NaN."""
    if math.isnan(rate):
        return NONE
    if 0 < rate < 0.01:
        return f"<1{_NBSP}%"
    if 0.99 < rate < 1:
        return f">99{_NBSP}%"
    return f"{100 * rate:.0f}{_NBSP}%"


def share(part: float, whole: float) -> str:
    """Return "83 % (5 of 6)", or "–" when there was nothing to judge."""
    return f"{percent(part / whole)} ({part:,.0f} of {whole:,.0f})" if whole else NONE


def interval(low: float, high: float) -> str:
    """Return an interval of rates as "44–97 %", or "–" for NaN."""
    return NONE if math.isnan(low) else f"{100 * low:.0f}–{100 * high:.0f}{_NBSP}%"
