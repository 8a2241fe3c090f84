"""`never_phrases` and `signature_phrases`: phrases the prompt lists, found as they would be said.

A phrase becomes one linear pattern over the reply in lower case without apostrophes. Words match
whole; white space, hyphens and emphasis marks between them match each other; a stop or comma in the
reply breaks a phrase that has none there. "…" is an open end; inside a phrase, or as a `{slot}` or
`[slot]`, it lets a few words of the same sentence through.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from labkit.rules._model import (
    Exchange,
    Ruling,
    failed,
    not_applicable,
    passed,
    rule,
    undecided,
)
from labkit.rules._normal import plain

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__: list[str] = []

_GAP = "\x00"
_OPEN = re.compile(r"…|\.{3,}|\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>|_{2,}")
_TOKEN = re.compile(r"\x00|\w+|[.!?]+|[,;:—–-]+|[^\w\s]")
_BETWEEN = r"[\s_*~\"()-]+"
_MAYBE = r"[\s_*~\"()-]*"
_COMMA = r"[\s_*~\"(),;:—–-]+"
_STOP = r"[\s_*~\"(),;:—–.!?…-]+"
_FEW = r"[^.!?…\n]{0,80}?"
# Written as one word these mean something else.
_APART = frozenset(
    "already maybe anyway everyday sometime sometimes altogether anyone everyone someone awhile "
    "apart into onto alright however anymore nowhere setup login backup followup overall "
    "anything everything nothing something cannot itself asis noone inside outside".split()
)


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> tuple[str, re.Pattern[str]] | None:
    """The first word and the pattern of one listed phrase, `None` when it holds no word."""
    text = unicodedata.normalize("NFC", plain(phrase).text).lower()
    text = re.sub(r"['`]", "", _OPEN.sub(f" {_GAP} ", text)).strip()
    tokens = _TOKEN.findall(text)
    while tokens and not tokens[0][0].isalnum():
        tokens.pop(0)
    while tokens and not tokens[-1][0].isalnum():
        tokens.pop()
    words = [t for t in tokens if t[0].isalnum()]
    if not words:
        return None
    squeezed = "".join(words)
    apart = len(words) == 2 and squeezed in _APART
    # A single letter glued to the next word makes another word ("a part", "I see").
    loose = not apart and all(len(w) > 1 for w in words) and len(words) <= 3
    hyphened = "-" in text
    between = _MAYBE if (loose and (hyphened or len(words) == 2)) else _BETWEEN
    parts: list[str] = []
    joint = ""
    for token in tokens:
        if token[0].isalnum():
            parts.append((joint or between) if parts else "")
            parts.append(re.escape(token))
            joint = ""
        elif token == _GAP:
            joint = f"(?:{_FEW}{_BETWEEN})"
        elif token[0] in ".!?":
            joint = joint or _STOP
        elif token[0] in ",;:—–":
            joint = joint or _COMMA
        elif token[0] in "&/+@#$%":
            joint = (joint or r"[\s_*~\"()-]*") + re.escape(token) + r"[\s_*~\"()-]*"
    return words[0], re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


def _unfold(at: int, low: str) -> int:
    """The place in `low` of a place in its folded form."""
    if "'" not in low and "`" not in low:
        return at
    left = at
    for place, char in enumerate(low):
        if char not in "'`":
            if not left:
                return place
            left -= 1
    return len(low)


def _find(text: Text, phrases: tuple[str, ...]) -> tuple[str, tuple[int, int]] | None:
    """The first of the listed phrases in the reply, with its span in the plain text."""
    folded = text.folded
    best: tuple[int, int, str] | None = None
    for phrase in phrases:
        known = _pattern(phrase)
        if known is None or known[0] not in folded:
            continue
        found = known[1].search(folded)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), found.end(), phrase)
    if best is None:
        return None
    start, end, phrase = best
    return phrase, (_unfold(start, text.low), _unfold(end - 1, text.low) + 1)


@rule(
    "never_phrases",
    section=2,
    statement="None of the phrases the prompt says never to use.",
    needs=("reply", "prompt"),
)
def never_phrases(exchange: Exchange) -> Ruling:
    """Look for each never-use phrase."""
    listed = exchange.prompt.phrases.never if exchange.prompt else ()
    if not listed:
        return not_applicable("the prompt lists no never-use phrase")
    if found := _find(exchange.text, tuple(listed)):
        phrase, span = found
        return failed(f"“{phrase}” is on the never-use list", exchange.text.back(*span))
    return passed(f"none of the {len(listed)} listed")


@rule(
    "signature_phrases",
    section=2,
    statement="At least one of the prompt's signature phrases: a usage rate, not a score.",
    needs=("reply", "prompt"),
    scored=False,
)
def signature_phrases(exchange: Exchange) -> Ruling:
    """Look for any signature phrase."""
    listed = exchange.prompt.phrases.signature if exchange.prompt else ()
    if not listed:
        return not_applicable("the prompt lists no signature phrase")
    if found := _find(exchange.text, tuple(listed)):
        phrase, span = found
        return passed(f"uses “{phrase}”", exchange.text.back(*span))
    if not exchange.complete:
        return undecided("none so far, but the reply was cut at the token limit")
    return failed(f"none of the {len(listed)} listed")
