"""`speakable`: every sign in the reply is one a voice can say.

A row of small readers, each for one kind of sign. Characters that are said aloud without trouble
(money, percent, times, titles, "24/7", "AT&T") are look-alikes and pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from labkit.rules import _shorthand, _stage
from labkit.rules._model import Exchange, Ruling, failed, passed, rule
from labkit.rules._sentences import EMOJI

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__: list[str] = []

Span = tuple[int, int]

_EMOJI = re.compile(rf"[{EMOJI}\u20e3\u2605\u2606]")
_ARROW = re.compile(
    r"[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u2b05-\u2b0d]|<?[-=]{1,3}>|<[-=]{1,2}(?!\w)"
)
_URL = re.compile(r"\b(?:https?|ftp|file)://\S+|\bwww\.\w\S*|\bmailto:\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_TLD = (
    "com|org|net|io|gov|edu|info|biz|ai|app|dev|co|uk|us|ca|de|fr|eu|tv|ly|gg|xyz|shop|store|"
    "online|site|tech|help"
)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:[a-z0-9-]{{1,40}}\.){{1,3}}(?:{_TLD})(?![\w.]{{0,40}}\w)(?:/[^\s,;]*)?",
    re.IGNORECASE,
)
# Needs no hyphen-minus alone: "- (" is no face.
_FACE = re.compile(
    r"(?<!\w)(?:[:;=][-o^']?[)(\]\[DPpOo3/\\|*$@]|[:;]'-?[()]|[)(][-^]?[:;=]|<3+|</3|[xX]D+|[oO]_[oO]"
    r"|\^[_.-]?\^|>[:_.][<(]|T[_.]T|-_-|u_u|\\o/|\([yn]\))(?=[\s.,!?)]|$)"
)
_KAOMOJI = re.compile("[¯ツ]")
_SLOT = re.compile(
    r"\{[^{}\n]{0,80}\}|\[[^\[\]\n]{1,80}\]|<[/!]?[A-Za-z][^<>\n]{0,80}>|(?<![\w$])\$[A-Z][A-Z_]{2,}\b"
    r"|(?<!\w)_{2,}(?!\w)|%[A-Z_]{2,80}%|%\([a-z_]{1,80}\)s|(?<!\w)%s\b|\bX{3,}\b"
)
_AMP = re.compile(r"(?<=[\w)] )&(?= \w)|(?<=[a-z])&(?=[a-z]{2})")
_AT = re.compile(r"(?<!\S)@(?=\s|\d)")
_TILDE = re.compile(r"~ ?(?=[$€£]?\d)|[≈≥≤≠±∞∑√]")
_PATH = re.compile(r"(?<=[A-Za-z)\"'])\s?>\s?(?=[\"'A-Z])|(?<=[a-z])\s>\s(?=[a-z])")
_PIPES = re.compile(r"(?<=\S)\s\|\s(?=\S)|^\|", re.MULTILINE)
_BOX = re.compile(r"[\u2500-\u259f\ue000-\uf8ff\ufffc\ufffd]")


def _first(pattern: re.Pattern[str]) -> Callable[[str], Span | None]:
    def look(plain: str) -> Span | None:
        found = pattern.search(plain)
        return found.span() if found else None

    return look


def _url(plain: str) -> Span | None:
    if found := _URL.search(plain):
        return found.start(), found.start() + len(found[0].rstrip(".,!?;:)'\""))
    return None


def _domain(plain: str) -> Span | None:
    for found in _DOMAIN.finditer(plain):
        name = found[0]
        # "Booking.com" is how a company is called.
        brand = name[0].isupper() and name[1:2].islower() and name.count(".") == 1
        if (brand and "/" not in name) or name.split(".", 1)[0].isdigit():
            continue
        return found.start(), found.start() + len(name.rstrip("."))
    return None


def _face(plain: str) -> Span | None:
    for found in _FACE.finditer(plain):
        before = plain[found.start() - 1 : found.start()]
        # A closing bracket before a colon is only a face of its own after white space or a stop.
        if found[0][0] not in ")(" or not before.strip() or before in ".!?":
            return found.span()
    return None


def _amp(plain: str) -> Span | None:
    for found in _AMP.finditer(plain):
        before = plain[max(0, found.start() - 40) : found.start()].split()
        after = plain[found.end() : found.end() + 40].split()
        named = before and after and before[-1][0].isupper() and after[0][0].isupper()
        if not named:
            return found.span()
    return None


# Name, reader, and the characters without one of which the reader need not look.
_READERS: tuple[tuple[str, Callable[[str], Span | None], frozenset[str]], ...] = (
    ("an arrow", _first(_ARROW), frozenset("<>")),
    ("a raw web address", _url, frozenset(":")),
    ("a raw email address", _first(_MAIL), frozenset("@")),
    ("an emoticon", _face, frozenset(":;=<^_\\D")),
    ("a stage direction", _stage.find, frozenset("(*_")),
    ("a template slot or tag", _first(_SLOT), frozenset("{[<$_%X")),
    ("a menu path", _first(_PATH), frozenset(">")),
    ("a written sign", _first(_TILDE), frozenset("~")),
    ("a written sign", _amp, frozenset("&")),
    ("a written sign", _first(_AT), frozenset("@")),
    ("a written sign", _first(_PIPES), frozenset("|")),
)
# Beyond ASCII: looked for only where there is such a character.
_WIDE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an emoji or symbol", _EMOJI),
    ("an arrow", _ARROW),
    ("an emoticon", _KAOMOJI),
    ("a written sign", _TILDE),
    ("a drawing character", _BOX),
)


def _dotted(plain: str) -> bool:
    """Whether a stop stands inside a word, as in an address."""
    at = plain.find(".")
    while at >= 0:
        if plain[at + 1 : at + 2].isalnum():
            return True
        at = plain.find(".", at + 1)
    return False


def _hits(text: Text) -> Iterator[tuple[Span, str]]:
    plain = text.plain
    for name, look, signs in _READERS:
        if not signs.isdisjoint(text.chars) and (span := look(plain)):
            yield span, name
    if not plain.isascii():
        for name, pattern in _WIDE:
            if found := pattern.search(plain):
                yield found.span(), name
    if _dotted(plain) and (span := _url(plain) or _domain(plain)):
        yield span, "a raw web address"
    if not _shorthand.FORMS.isdisjoint(text.all_forms) and (
        span := _shorthand.find(plain, text.low)
    ):
        yield span, "written shorthand"


@rule(
    "speakable",
    section=4,
    statement="Nothing a voice cannot say.",
)
def speakable(exchange: Exchange) -> Ruling:
    """Look for signs that have no sound."""
    text = exchange.text
    hits = list(_hits(text))
    if not hits:
        return passed("nothing a voice cannot say")
    span, name = min(hits)
    shown = text.plain[slice(*span)]
    return failed(f"{name}: a voice cannot say “{shown}”", text.back(*span))
