"""Where spoken sentences end.

`sentencex` knows abbreviations, initials and numbers, but it was made for encyclopedia prose. It
glues emoji-separated sentences together, never splits at an ellipsis, takes "No." for "number" and
a list marker for a sentence. So each possible end is judged here first, and sentencex is asked
where nothing here has an opinion.
"""

from __future__ import annotations

import re

import sentencex  # type: ignore[import-untyped]

from labkit.rules._quotes import Regions

__all__ = ["EMOJI", "split"]

EMOJI = (
    "\u203c\u2049\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615"
    "\u2618\u261d\u2620-\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2648-\u2653\u265f\u2660\u2663"
    "\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26aa\u26ab"
    "\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1-\u26d4\u26e9\u26ea\u26f0-\u26f5"
    "\u26f7-\u26fa\u26fd\u2702-\u27bf\u2b50\u2b55\u2b1b\u2b1c\U0001f000-\U0001faff"
)
_MARKS = r"(?P<mark>[.!?…。！？｡؟।]+)(?P<close>[\"')\]*_]*)"
_FACE = r"|(?P<face>(?<=\s)[:;=][-o']?[)(DPp/](?=\s|$))"
_EMOJIS = rf"|(?P<emoji>[{EMOJI}\u20e3]+)"
# Emoji and emoticons are only looked for in lines that can hold one.
_ASCII = re.compile(r"(?P<mark>[.!?]+)(?P<close>[\"')\]*_]*)")
_STOPS = {
    (False, False): re.compile(_MARKS),
    (False, True): re.compile(_MARKS + _FACE),
    (True, False): re.compile(_MARKS + _EMOJIS),
    (True, True): re.compile(_MARKS + _EMOJIS + _FACE),
}
_MAYBE_EMOJI = re.compile("[\u2000-\u200d\u2030-\u2bff\u3000-\u303f\U0001f000-\U0001ffff]")
_MAYBE_FACE = re.compile(r"\s[:;=]\S")
_WORD = re.compile(r"\w")
_OPENERS = " \t\"'([*_"
# Abbreviations that a capitalised word may follow inside a sentence.
_TITLES = frozenset(
    "mr mrs ms mx dr prof st rev hon sen rep gov gen col maj capt lt sgt pres mt ft fig vs approx "
    "est dept ext e.g i.e eg ie cf ca al jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue tues wed thu thurs fri sat ave blvd rd viz resp messrs mme pp ph vol art op "
    "a.k.a".split()
)
# Abbreviations that may also be a sentence's last word: a capital after them is the only sign.
_TAILS = frozenset(
    "etc inc ltd co corp jr sr u.s u.k u.n e.u a.m p.m d.c ph.d b.a m.a "
    "b.c a.d bros min hr lb oz in ft".split()
)
_NAMES_AFTER = frozenset(
    "navy army senate congress government president supreme treasury air marine department house "
    "open constitution state dollar dollars economy citizen citizens embassy military postal "
    "monday tuesday wednesday thursday friday saturday sunday pacific eastern central mountain "
    "est pst cst mst gmt utc et pt ct".split()
)
_STARTERS = frozenset(
    "i you he she we they it this that these those there here what when where who why how do does "
    "did is are was were can could would will shall should have has had let please thanks thank "
    "sorry yes no ok okay so and but or if my your our the a an tell just also not".split()
)
_BEFORE = re.compile(r"[\w.'&-]+$")
_AFTER = re.compile(r"[\w']+")
_CAPITAL = re.compile(r"[A-Z][a-z]|[IA][\s']")
_INITIALS = re.compile(r"(?:[a-z]\.){1,4}[a-z]$")
_MARKER = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})$")
_SAID = re.compile(
    r"(?:I|he|she|they|we|you)\s+(?:said|asked|say|ask|replied|thought|"
    r"shouted)\b",
    re.I,
)
_LOOKBACK = 24


def _ends_at(line: str, found: re.Match[str], hinted: set[int]) -> bool:
    """Whether the stop `found` ends a sentence that goes on after it."""
    mark = found["mark"]
    end = found.end()
    rest = line[end : end + 40]
    after = rest.lstrip(_OPENERS)
    if not after:
        return False
    glued = not rest[0].isspace()
    head = after[0]
    word_after = _AFTER.match(after)
    next_word = word_after[0].lower() if word_after else ""
    if glued:
        return _glued(line, found, head)
    if "!" in mark or "?" in mark or mark[0] in "。！？｡؟।":
        if found["close"] and (head.islower() or _SAID.match(after)):
            return False
        # "Really?!" he said; "Yahoo! is": a lower-case start after a mark is only a new sentence
        # when the word could open one.
        return not head.islower() or next_word in _STARTERS
    if mark != ".":
        return head.isupper() or head.isdigit()
    if found["close"] and head.islower():
        return False
    return _full_stop(line, found, head, next_word, hinted)


def _glued(line: str, found: re.Match[str], head: str) -> bool:
    mark, start = found["mark"], found.start("mark")
    before = line[max(0, start - _LOOKBACK) : start]
    if found["close"] and line[found.end() - 1] in "\"'" and not line[found.end()].isspace():
        return False
    if mark[0] in "。！？｡।":
        return True
    if "?" in mark or "!" in mark:
        return head.isalnum() and line[found.end()] not in "\"')]"
    if mark == ".":
        # "example.com", "3.5", "U.S.", "Node.js" go on; "Hello.How" does not.
        word = _BEFORE.search(before)
        known = word[0] if word else ""
        return (
            head.isupper()
            and len(known) > 1
            and known[-1].islower()
            and "." not in known
            and _CAPITAL.match(line, found.end()) is not None
        )
    return head.isupper()


def _full_stop(
    line: str,
    found: re.Match[str],
    head: str,
    next_word: str,
    hinted: set[int],
) -> bool:
    start = found.start("mark")
    before = line[max(0, start - _LOOKBACK) : start]
    word_before = _BEFORE.search(before)
    raw = word_before[0] if word_before else ""
    last = raw.lower().lstrip("'")
    if not raw:
        return True
    if _MARKER.search(before) and (len(raw) == 1 or raw.isdigit()):
        if _opens_item(line, start - len(raw)):
            return False
        if raw.isdigit():
            return not head.islower()
        if raw.isupper() and raw != "I":
            # An initial: "J. K. Lee".
            return next_word in _STARTERS and next_word not in {"i", "a"}
    if _INITIALS.match(last) and last not in _TAILS:
        return next_word in _STARTERS and head.isupper()
    if last in _TITLES:
        return last in {"st", "ave", "blvd", "rd", "ext"} and next_word in _STARTERS
    if last in _TAILS:
        if next_word in _NAMES_AFTER:
            return False
        if last in {"inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k"}:
            return next_word in _STARTERS and head.isupper()
        return head.isupper() or head.isdigit()
    if last == "no":
        return not head.isdigit()
    if head.islower():
        return next_word in _STARTERS or len(last) > 3 or last in _STARTERS
    if found["close"] or found.end() in hinted:
        return True
    return len(last) > 4 or last in _STARTERS or last.isdigit()


def _opens_item(line: str, at: int) -> bool:
    """Whether the marker at `at` opens a list item: nothing but a start or a stop before it."""
    before = line[:at].rstrip(" (") if at < 200 else line[at - 200 : at].rstrip(" (")
    return not before or before[-1] in ".:;,!?)"


def _spoken(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def split(text: str, quotes: Regions, brackets: Regions) -> list[tuple[int, int]]:
    """Spans of the sentences of a plain text, without the white space around them.

    Every non-empty line ends one. A stretch with no letter or digit is no sentence. A stop inside
    quotes or brackets ends nothing, unless it closes them and the sentence with them.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            _split_line(text, line, at, spans, (quotes, brackets))
        at += len(line) + 1
    return spans


def _split_line(
    text: str,
    line: str,
    offset: int,
    spans: list[tuple[int, int]],
    regions: tuple[Regions, Regions],
) -> None:
    hinted: set[int] | None = None
    begin = seen = 0
    spoken = False
    for found in _pattern(line).finditer(line):
        if found.lastgroup in {"emoji", "face"}:
            stop = found.start()
        else:
            stop = found.end()
            if any(
                r and (s := r.around(offset + found.start())) and s[1] > offset + stop
                for r in regions
            ):
                continue
            if hinted is None and found["mark"] == ".":
                hinted = _hints(line)
            if not _ends_at(line, found, hinted or set()):
                continue
        spoken = spoken or _spoken(line, seen, stop)
        seen = stop
        if spoken:
            _add(text, offset + begin, offset + stop, spans)
            begin, spoken = stop, False
    if spoken or _spoken(line, seen, len(line)):
        _add(text, offset + begin, offset + len(line), spans)


def _pattern(line: str) -> re.Pattern[str]:
    face = (":" in line or ";" in line or "=" in line) and bool(_MAYBE_FACE.search(line))
    if line.isascii() and not face:
        return _ASCII
    return _STOPS[_MAYBE_EMOJI.search(line) is not None, face]


def _hints(line: str) -> set[int]:
    """Where sentencex ends sentences, each without its trailing white space."""
    ends: set[int] = set()
    at = 0
    for piece in sentencex.segment("en", line):
        ends.add(at + len(piece.rstrip()))
        at += len(piece)
    return ends


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    spans.append((start, end))
