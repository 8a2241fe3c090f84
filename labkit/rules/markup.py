"""`no_markup`: nothing in the reply is formatted for the eye.

Two readers look at it. `markdown-it-py` reads Markdown as CommonMark defines it, with tables and
strikethrough; what it finds is kept unless it is a look-alike (a year at a line start, a product
written with stars). `_listing` finds what Markdown does not know: unicode bullets, numbering inside
a line, labels. A glance at the characters decides whether either has to read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from labkit.rules import _listing
from labkit.rules._model import Exchange, Ruling, failed, passed, rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from labkit.rules.language import Text

__all__: list[str] = []

# Without one of these no CommonMark construct but a paragraph can come out.
_INLINE = re.compile(r"[*_`<\[|]|~~")
_BLOCK = re.compile(r" {0,3}(?:[#>+=-]|\d{1,9}[.)][ \n]|\t| )")
_LINE_BLOCK = re.compile(r"\n {0,3}(?:[#>+=-]|\d{1,9}[.)][ \n]|\t| )")
_NAMES = {
    "em_open": "emphasis",
    "strong_open": "bold",
    "s_open": "strikethrough",
    "code_inline": "inline code",
    "link_open": "a link",
    "image": "an image",
    "html_inline": "HTML",
    "html_block": "HTML",
    "heading_open": "a heading",
    "hr": "a rule line",
    "fence": "a code block",
    "code_block": "a code block",
    "blockquote_open": "a block quote",
    "bullet_list_open": "a bullet list",
    "ordered_list_open": "a numbered list",
    "table_open": "a table",
}
_MARKERS = {
    "em_open": re.compile(r"([*_])(?=\S)[^\n]*?\S\1"),
    "strong_open": re.compile(r"(\*\*|__)(?=\S)[^\n]*?\1"),
    "s_open": re.compile(r"~~[^\n]*?~~"),
    "code_inline": re.compile(r"(`+)[^`]+\1"),
    "link_open": re.compile(r"!?\[[^\n]*?\][(\[][^\n]*?[)\]]|<[^<>\s]+>|\[[^\]\n]*\]"),
    "image": re.compile(r"!\[[^\n]*?\][(\[]?[^\n]*?[)\]]"),
}
_PRODUCT = re.compile(r"(?<=\d)\*\d[\d.,]*\*(?=\d)|(?<=\w)\*\w{1,3}\*(?=\w)")
_CLIPPED = re.compile(r"`\s?n\s?`", re.IGNORECASE)
_YEAR = 100
_EMPTY_ITEM = re.compile(r"[\s\d.)]*")
# markdown-it is slow on hostile nesting; no spoken turn is longer than this.
_PIECE = 4000


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])


@rule(
    "no_markup",
    section=4,
    statement="No Markdown, HTML, table or list of any kind.",
)
def no_markup(exchange: Exchange) -> Ruling:
    """Look for formatting, Markdown's first, then the lists it does not know."""
    text = exchange.text
    if _may_format(text.plain.rstrip()) and (found := _markdown(text)):
        name, span = found
        return failed(f"{name}: formatting cannot be heard", text.back(*span))
    if listed := _listing.find(text):
        name, span = listed
        return failed(f"{name}: a list cannot be heard", text.back(*span))
    return passed("no formatting")


def _may_format(plain: str) -> bool:
    return (
        _INLINE.search(plain) is not None
        or _BLOCK.match(plain) is not None
        or ("\n" in plain and _LINE_BLOCK.search(plain) is not None)
    )


def _markdown(text: Text) -> tuple[str, tuple[int, int]] | None:
    plain = text.plain.rstrip()
    for offset, piece in _pieces(plain):
        lines = [offset]
        for line in piece.split("\n"):
            lines.append(lines[-1] + len(line) + 1)
        tokens = _reader().parse(piece)
        for name, first, last, token in _formatted(tokens):
            start = lines[min(first, len(lines) - 1)]
            end = min(lines[min(last, len(lines) - 1)], len(plain))
            span = _narrow(plain, start, end, token)
            if span and not _lookalike(plain, span, token, tokens):
                return name, span
    return None


def _pieces(plain: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of bounded size, cut at line ends where there are any."""
    at = 0
    while at < len(plain):
        end = at + _PIECE
        if end < len(plain):
            cut = plain.rfind("\n", at, end)
            end = cut + 1 if cut > at else end
        yield at, plain[at:end]
        at = end


def _formatted(tokens: list[Token]) -> Iterator[tuple[str, int, int, Token]]:
    """Name, first line, line after the last and token of each formatted construct, in order."""
    for token in tokens:
        first, last = token.map or [0, 0]
        if token.type in _NAMES:
            yield _NAMES[token.type], first, last, token
        for child in token.children or ():
            if child.type in _NAMES:
                yield _NAMES[child.type], first, last, child


def _narrow(plain: str, start: int, end: int, token: Token) -> tuple[int, int] | None:
    """The characters that make the construct, as near as the source shows them."""
    if token.type == "html_inline":
        at = plain.find(token.content, start, end)
        return (at, at + len(token.content)) if at >= 0 else (start, end)
    pattern = _MARKERS.get(token.type)
    if pattern is None:
        return start, end
    found = pattern.search(plain, start, end)
    while found and _PRODUCT.match(plain, found.start()):
        found = pattern.search(plain, found.end(), end)
    if found:
        return found.span()
    # A product written with stars is all there was.
    return None if _PRODUCT.search(plain, start, end) else (start, end)


def _lookalike(plain: str, span: tuple[int, int], token: Token, tokens: list[Token]) -> bool:
    start, end = span
    said = plain[start:end]
    if not any(c.isalnum() for c in said) and token.type != "hr":
        return True
    if token.type == "code_inline":
        return _CLIPPED.fullmatch(said) is not None
    if token.type == "ordered_list_open":
        if _EMPTY_ITEM.fullmatch(said):
            return True
        number = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        items = _items(tokens, token)
        return number >= _YEAR or (items == 1 and number != 1)
    if token.type == "bullet_list_open":
        # "- 5 degrees", "+ 1 for that": a sign before a number, standing alone.
        return _items(tokens, token) == 1 and re.match(r"\s*[-+] \d", said) is not None
    if token.type == "heading_open":
        # "# 1 choice": a number sign set apart from its number.
        return re.match(r"\s*# \d+\b(?![.)])", said) is not None
    if token.type in {"code_block", "html_block", "fence"}:
        return not said.strip()
    return False


def _items(tokens: list[Token], opening: Token) -> int:
    """How many items the list that `opening` starts has."""
    inside = False
    count = 0
    for token in tokens:
        if token is opening:
            inside = True
        elif inside and token.type == "list_item_open" and token.level == opening.level + 1:
            count += 1
        elif inside and token.level == opening.level and token.type.endswith("list_close"):
            break
    return count
