"""Markdown from a notebook or from a stranger as HTML: raw HTML is shown, never passed on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from labkit.results._clean import safe_link
from labkit.results._text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Heading", "Outline", "plain_text", "render_markdown"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the report's outline."""

    level: int
    text: str
    id: str


@dataclass
class Outline:
    """The headings so far: gives each a free id and a level that jumps over none."""

    listed: list[Heading] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _last: int = 1

    def place(self, wanted: int, text: str, *, nested: bool) -> Heading:
        """Return the heading as it may stand: h2 at the highest, h6 at the lowest.

        A heading of a `nested` text, an output, counts from the section it is in, and is not
        listed in the table of contents.
        """
        section = self.listed[-1].level if nested and self.listed else 0
        level = min(max(section + wanted, 2), self._last + 1, 6)
        self._last = level
        heading = Heading(level, text, self._free(text))
        if not nested:
            self.listed.append(heading)
        return heading

    def _free(self, text: str) -> str:
        stem = re.sub(r"[^\w]+", "-", text.lower()).strip("-")[:60] or "section"
        name, number = f"s-{stem}", 1
        while name in self._ids:
            number += 1
            name = f"s-{stem}-{number}"
        self._ids.add(name)
        return name


def render_markdown(source: str, outline: Outline, *, nested: bool = False) -> str:
    """Return `source` as HTML, its headings placed in `outline`.

    Raw HTML is escaped. Links that are not to the web, to mail or into the page lose their target.
    Pictures are replaced by their description: the report loads nothing.
    """
    parser = _parser()
    tokens = parser.parse(visible(source))
    # The highest heading of an output stands right below its section, whatever it was.
    raised = min([int(t.tag[1]) for t in tokens if t.type == "heading_open"], default=1) - 1
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            text = _plain(tokens[place + 1].children or [])
            wanted = int(token.tag[1]) - (raised if nested else 0)
            heading = outline.place(wanted, text, nested=nested)
            token.tag = tokens[place + 2].tag = f"h{heading.level}"
            token.attrSet("id", heading.id)
    return str(parser.renderer.render(tokens, parser.options, {}))


def plain_text(source: str) -> str:
    """Return one line of Markdown as the text a reader sees."""
    return _plain(_parser().parseInline(visible(source))[0].children or [])


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # Every address passes the parser; the rules below decide what becomes of it.
    parser.validateLink = bool  # type: ignore[method-assign,assignment]
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("th_open", _header)
    return parser


def _image(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    from html import escape

    words = escape(tokens[idx].content or "no description")
    return f'<span class="lk-gap">[picture: {words}]</span>'


def _link(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    if not safe_link(str(tokens[idx].attrs.get("href", ""))):
        tokens[idx].attrs = {}
    return str(self.renderToken(tokens, idx, options, env))


def _header(self: Any, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    tokens[idx].attrSet("scope", "col")
    return str(self.renderToken(tokens, idx, options, env))


def _plain(children: Sequence[Token]) -> str:
    text = "".join(" " if t.type.endswith("break") else t.content for t in children)
    return " ".join(text.split())
