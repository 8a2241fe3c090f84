"""Lists that Markdown does not know: unicode bullets, numbering inside a line, labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from labkit.rules._sentences import EMOJI

if TYPE_CHECKING:
    from labkit.rules.language import Text

__all__ = ["find"]

Found = tuple[str, tuple[int, int]]

_BULLETS = "•◦‣⁃▪▫●○■□◆◇▸▹►▶➤➢➔➜✓✔✗✘✦✧❖∙⦿⁌⁍"
_BULLET = re.compile(rf"(?:^|(?<=[\s:;]))[{_BULLETS}]\ufe0f?\s*(?=\S)", re.MULTILINE)
_DOTS = re.compile(r"(?:^|(?<=\s))[·・](?=\s+\S)", re.MULTILINE)
_HINT = re.compile(rf"[{_BULLETS}·・)\]:\n\u20e3]|\b[1aAiI][.]\s")
_ASCII_HINT = re.compile(r"[)\]:\n]|\b[1aAiI]\.\s")
# A line's opening mark, for lines that come in rows.
_ROW = re.compile(
    rf"^[ \t]*(?P<mark>[-–—*+~»>†‡o¤★☆](?=\s)|[{EMOJI}{_BULLETS}]+|(?P<num>\(?(?P<val>\d{{1,2}}|"
    rf"[a-zA-Z])"
    r"(?:[.)\]:/]|\s[-–—])|\#\d{1,2}[.):]?)(?=\s)|(?P<key>[^\W\d_][^\n:.!?]{0,28}):(?=\s*\S))",
)
_KEYCAP = re.compile(r"\d\u20e3")
_LABEL = re.compile(
    r"\b(?P<kind>step|option|phase|stage|tip|point|item|choice|question|"
    r"reason|rule|part|level|plan|way)"
    r" ?#?(?P<no>\d{1,2}|[a-e]|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: ?:|\)| [-–—](?= ))(?=\s*\S)",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"(?:^|(?<=[.!?:;] )|(?<=\n))(?:step|option|tip) (?:\d{1,2}|[A-E])\.\s+(?=[A-Z])", re.IGNORECASE
)
_ORDINALS = re.compile(
    r"(?:^|(?<=[.!?:;\n] )|(?<=\n))(first|second|third|fourth|next|then|"
    r"finally|last)(?:ly)?:\s",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:^|(?<=[\s(]))(?P<open>\(?)(?P<val>\d{1,2}|[a-hA-H]|[ivxIVX]{1,4})(?P<close>[.)"
    r"\]])(?=\s|\S)",
    re.MULTILINE,
)
_ROMAN = {r: n for n, r in enumerate("i ii iii iv v vi vii viii ix x".split(), 1)}


def find(text: Text) -> Found | None:
    """The first such list with its span in the plain text, if there is one."""
    plain = text.plain
    hint = _ASCII_HINT if plain.isascii() else _HINT
    if not hint.search(plain) and not ("tep " in plain or "ption " in plain):
        return None
    return _bullets(plain) or _labels(plain) or _inline(text) or _rows(plain)


def _bullets(plain: str) -> Found | None:
    if found := _BULLET.search(plain):
        return "a bullet", found.span()
    dots = _DOTS.finditer(plain)
    first, second = next(dots, None), next(dots, None)
    if first and (second or not plain[: first.start()].strip()):
        return "bullets", first.span()
    caps = _KEYCAP.finditer(plain)
    first, second = next(caps, None), next(caps, None)
    if first and second:
        return "keycap numbering", (first.start(), second.end())
    return None


def _labels(plain: str) -> Found | None:
    rows = [
        m
        for m in _LABEL.finditer(plain)
        if m["kind"].lower() in {"step", "phase", "stage"} or m["no"]
    ]
    if rows and (len(rows) > 1 or rows[0]["kind"].lower() in {"step", "option", "phase", "stage"}):
        return "a labelled list", rows[0].span()
    stopped = _STOPPED.search(plain)
    if stopped and len(_STOPPED.findall(plain)) > 1:
        return "a labelled list", stopped.span()
    ordinals = list(_ORDINALS.finditer(plain))
    if len(ordinals) > 1:
        return "a labelled list", ordinals[0].span()
    return None


def _values(raw: str) -> list[tuple[str, int]]:
    """The readings of a marker: number, letter, roman."""
    if raw.isdigit():
        return [("number", int(raw))]
    readings = []
    low = raw.lower()
    if len(raw) == 1:
        readings.append(("letter", ord(low) - 96))
    if low in _ROMAN:
        readings.append(("roman", _ROMAN[low]))
    return readings


def _inline(text: Text) -> Found | None:
    """Markers 1 and 2 (or a and b, i and ii) of one style, in order, each opening something.

    A dotted letter with no stop before it may be an initial: then a third must follow.
    """
    plain = text.plain
    size = len(plain.rstrip())
    started: dict[tuple[str, str, bool], int] = {}
    doubted: dict[tuple[str, str, bool], int] = {}
    for found in _ITEM.finditer(plain):
        start, end = found.span()
        style = found["open"] + found["close"]
        if style in {"(.", "(]"} or end >= size:
            continue
        if style == ")" and text.brackets.around(start):
            continue
        dotted = style == "."
        if dotted and not plain[end].isspace():
            continue
        opens = not dotted or _opens(plain, start)
        for kind, value in _values(found["val"]):
            key = (kind, style, found["val"].isupper())
            if value == 1 and opens:
                started.setdefault(key, start)
            elif value == 2 and key in started and start - started[key] > 5:
                if opens or kind == "number":
                    return "numbering", (started[key], end)
                doubted[key] = start
            elif value == 3 and key in doubted:
                return "numbering", (started[key], end)
    return None


def _opens(plain: str, start: int) -> bool:
    """Whether a marker at `start` stands where an item opens: at the start or after a stop."""
    before = plain[max(0, start - 40) : start].rstrip(" ")
    return not before or before[-1] in ".:;,!?\n-–—)"


def _rows(plain: str) -> Found | None:
    """Two lines in a row that open with the same mark, with numbering, or with a label."""
    if "\n" not in plain:
        return None
    previous: tuple[str, int] | None = None
    at = 0
    for line in plain.split("\n"):
        if line.strip():
            found = _ROW.match(line)
            kind = ""
            if found:
                kind = "numbering" if found["num"] else "labels" if found["key"] else "bullets"
            if found and previous and previous[0] == kind:
                name = {"numbering": "numbered lines", "labels": "labelled lines"}.get(kind, kind)
                return name, (previous[1], at + found.end())
            previous = (kind, at) if kind else None
        at += len(line) + 1
    return None
