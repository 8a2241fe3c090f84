"""`speakable`: every sign in the reply is one a voice can say.

A row of small readers, each for one kind of sign. Characters that are said aloud without trouble
(money, percent, times, titles, "24/7", "AT&T") are look-alikes and pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from labkit.rules._model import Exchange, Finding, failed, passed, rule
from labkit.rules._sentences import EMOJI

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__: list[str] = []

Span = tuple[int, int]

_EMOJI = re.compile(rf"[{EMOJI}\u20e3\u2605\u2606]")
_ARROW = re.compile(r"[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u2b05-\u2b0d]|<?[-=]{1,3}>|<[-=]{1,2}(?!\w)")
_URL = re.compile(r"\b(?:https?|ftp|file)://\S+|\bwww\.\w\S*|\bmailto:\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_TLD = (
    "com|org|net|io|gov|edu|info|biz|ai|app|dev|co|uk|us|ca|de|fr|eu|tv|ly|gg|xyz|shop|store|online|site|tech|help"
)
_DOMAIN = re.compile(rf"(?<![\w@.-])(?:[a-z0-9-]{{1,40}}\.){{1,3}}(?:{_TLD})(?![\w.]*\w)(?:/[^\s,;]*)?", re.IGNORECASE)
_LEADS = re.compile(r"(?:visit|to|at|see|on|check|url|site|website|online at|browse)\s+$", re.IGNORECASE)
_FACE = re.compile(
    r"(?<![\w])(?:[:;=8xX][-o^']?[)(\]\[DPpOo3/\\|*$@]|[:;]'[-]?[()]|[)(][-^]?[:;=]|<3+|</3|[xX]D+|[oO]_[oO]|\^[_.-]?\^"
    r"|>[:_.][<(]|T[_.]T|¯|-_-|u_u|\\o/|:'\(|\(y\)|\(n\))(?=[\s.,!?)]|$)|¯|ツ"
)
_SLOT = re.compile(
    r"\{[^{}\n]{0,80}\}|\[[^\[\]\n]{1,80}\]|<[/!]?[A-Za-z][^<>\n]{0,80}>|(?<![\w$])\$[A-Z][A-Z_]{2,}\b"
    r"|(?<!\w)_{2,}(?!\w)|%[A-Z_]{2,}%|%\([a-z_]+\)s|(?<!\w)%s\b|\bX{3,}\b"
)
_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)|(?<![\w*])\*([^*\n]{2,60})\*(?![\w*])|(?<!\w)_([^_\n]{2,60})_(?!\w)")
_STAGE_WORDS = (
    "smil laugh chuckl giggl sigh paus nod wink shrug grin gasp whisper clap wav lean gestur cough snort groan "
    "hum frown blush cheer bow point typ smirk beam tilt sob cri cry blink sniff clear tak look rais star roll "
    "think mumbl yawn hug facepalm"
).split()
_STAGE = re.compile(
    r"^(?:(?:\w+ly|warm|soft|big|short|long|small|deep|brief|slight|gentle|in an?|with an?|a|beat of|still|then) )*"
    rf"(?:(?:{'|'.join(_STAGE_WORDS)})(?:e?s|\w?ing|ter|es|e|ies)?|pause|beat|silence|laughter|applause|music"
    r"|(?:excited|whispered|cheerful|soft|warm|gentle|calm|sad|happy|friendly|serious|empathetic|playful|sincere"
    r"|enthusiastic|concerned|reassuring|upbeat)(?: (?:tone|voice|smile))?"
    r"|(?:\w+ )?(?:tone|voice|smile|laugh|pause))\b(?P<tail>.*)$",
    re.IGNORECASE,
)
_STAGE_TAIL = re.compile(
    r"^(?:[\s,]+(?:\w+ly|warm|at|in|the|her|his|their|a|an|and|to|with|for|on|up|down|forward|back|head|hand|hands|eyes|"
    r"camera|screen|smile|note|notes|moment|breath|deep|throat|shoulders?|eyebrows?|brows?|around|away|closer|"
    r"thumbs|thumb|user|you|voice|tone|beat|softly|nods?|smiles?|laughs?|smiling|laughing|nodding|sad|happy|it|"
    r"thoughtful|little|bit|excited|empathetic|understanding|friendly|sympathetic))*[\s.!]*$",
    re.IGNORECASE,
)
_THIRD = re.compile(r"^(?:clears|takes|looks|raises|stares|rolls|leans|waves|points|tilts|types|bows|claps)\b", re.IGNORECASE)
_SHORT_WORDS = (
    "btw lol lmao lmfao rofl tbh imo imho idk brb ttyl ttys thx tnx tysm pls plz ur u abt bc cuz smh ikr nvm omw omg jk afaik "
    "iirc irl fwiw tldr b4 gr8 l8r m8 2day 2moro 2nite 4ever appt appts msg msgs acct amt qty dept mgmt govt hr hrs min mins "
    "sec secs yr yrs wk wks lb lbs oz ppl rn xoxo cont'd wrt approx incl excl misc intl tmrw tmr bday dm'd"
).split()
_SHORT = re.compile(
    r"(?<![\w/.'-])(?:w/o?(?![a-z]{4})|w/ ?|b/c|w/in|w/e|c/o|n/c|y/n|e\.g\.?|i\.e\.?|w\.r\.t\.?|tl;dr|"
    + "|".join(sorted(map(re.escape, _SHORT_WORDS), key=len, reverse=True))
    + r")\.?(?![\w'-])"
)
_SHORT_CASE = frozenset("u ur bc rn min sec secs mins jk m8 hr lb oz tmr".split())
# The words by which any of these shows: abbreviations with signs come apart.
_SHORT_FORMS = frozenset(_SHORT_WORDS) | frozenset("w b c n e tl y".split())
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
        end = found.start() + len(found[0].rstrip(".,!?;:)'\""))
        return found.start(), end
    return None


def _domain(plain: str) -> Span | None:
    for found in _DOMAIN.finditer(plain):
        name = found[0]
        brand = name[0].isupper() and name[1:2].islower() and name.count(".") == 1 and "/" not in name
        if brand and not (_LEADS.search(plain, max(0, found.start() - 12), found.start()) and False):
            continue
        if "." in name and name.split(".")[0].isdigit():
            continue
        return found.start(), found.start() + len(name.rstrip("."))
    return None


def _face(plain: str) -> Span | None:
    for found in _FACE.finditer(plain):
        before = plain[found.start() - 1 : found.start()]
        if found[0][0] in ")(" and before.strip() and before not in ".!?":
            continue
        if found[0][0] in "8xX" and not found[0].upper().startswith("XD"):
            continue
        return found.span()
    return None


def _stage(plain: str) -> Span | None:
    for found in _BRACKETED.finditer(plain):
        inside = found[found.lastindex or 1].strip()
        read = _STAGE.match(inside)
        if read and _STAGE_TAIL.match(read["tail"]) or _THIRD.match(inside):
            if found[1] and plain[: found.start()].rstrip()[-1:].isalpha() and not _THIRD.match(inside):
                # "(smile)" after a word with no stop may be a gloss; a verb in -s or -ing is not.
                if not re.match(r"\w+(?:s|ing)\b", inside):
                    continue
            return found.span()
    return None


def _shorthand(plain: str) -> Span | None:
    low = plain.lower() if len(plain.lower()) == len(plain) else plain
    for found in _SHORT.finditer(low):
        start, end = found.span()
        word = found[0].rstrip(". ")
        said = plain[start:end]
        if word in _SHORT_CASE and said.strip() != word:
            continue
        if word == "u" and plain[end : end + 1] == ".":
            continue
        return start, start + len(said.rstrip())
    return None


def _amp(plain: str) -> Span | None:
    for found in _AMP.finditer(plain):
        before = plain[: found.start()].rstrip().rsplit(None, 1)[-1:] if found.start() < 200 else (
            plain[found.start() - 40 : found.start()].rstrip().rsplit(None, 1)[-1:]
        )
        after = plain[found.end() : found.end() + 40].split()
        if before and after and before[0][0].isupper() and after[0][0].isupper():
            continue
        return found.span()
    return None


# Name, reader, and the characters without one of which the reader need not look.
_READERS: tuple[tuple[str, Callable[[str], Span | None], frozenset[str]], ...] = (
    ("an arrow", _first(_ARROW), frozenset("<>")),
    ("a raw web address", _url, frozenset(":")),
    ("a raw email address", _first(_MAIL), frozenset("@")),
    ("an emoticon", _face, frozenset(":;=<^_\\D")),
    ("a stage direction", _stage, frozenset("(*_")),
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
    ("an emoticon", re.compile("[¯ツ]")),
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
    if not _SHORT_FORMS.isdisjoint(text.all_forms) and (span := _shorthand(plain)):
        yield span, "written shorthand"


@rule(
    "speakable",
    section=4,
    statement="Nothing a voice cannot say.",
)
def speakable(exchange: Exchange) -> Finding:
    """Look for signs that have no sound."""
    text = exchange.text
    hits = list(_hits(text))
    if not hits:
        return passed("nothing a voice cannot say")
    span, name = min(hits)
    shown = text.plain[slice(*span)]
    return failed(f"{name}: a voice cannot say “{shown}”", text.back(*span))
