"""HTML and SVG from anyone, rebuilt from a short list of harmless elements.

Nothing of the source is copied: it is read into events, and what is on the list is written anew,
balanced and escaped. Scripts, styles, forms, frames, handlers, addresses that load or run something
and ids have no place on the list. The report's Content-Security-Policy is the second lock.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from labkit.results._text import visible
from labkit.results.inks import follow_scheme

__all__ = ["clean_html", "clean_svg", "safe_link"]

_VOID = {"br", "hr", "col"}
_HTML = _VOID | set(
    "a abbr b bdi blockquote caption code colgroup dd del div dl dt em figcaption figure i ins kbd "
    "li mark ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_SILENT = set(  # left out with everything inside
    "script style template noscript iframe object applet textarea select button form "
    "title head math svg canvas audio video frameset noframes xmp plaintext".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SVG = set(
    "svg g defs clipPath path rect circle ellipse line polyline polygon text tspan use title desc "
    "linearGradient radialGradient stop".split()
)
_SVG_ATTRIBUTES = set(
    "aria-label clip-path clip-rule cx cy d dx dy fill fill-opacity fill-rule font-family "
    "font-size font-style font-weight height id offset opacity points preserveAspectRatio r role "
    "rx ry stop-color stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width style text-anchor transform viewBox width x x1 "
    "x2 xlink:href href y y1 y2".split()
)
_SVG_STYLES = set(
    "fill fill-opacity fill-rule font font-family font-size font-style font-weight opacity "
    "stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-opacity stroke-width text-anchor stop-color stop-opacity".split()
)
# HTMLParser lowers every name; SVG's own have capitals.
_SVG_TAGS = {name.lower(): name for name in _SVG}
_SVG_NAMES = {name.lower(): name for name in _SVG_ATTRIBUTES}
_PLAIN_VALUE = re.compile(r"[\w\s#.,%()'+/:-]*")
_EMPTY_HEADER = re.compile(r"<th[^>]*>\s*</th>")
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([\w.:-]+)['\"]?\s*\)")


def safe_link(address: str) -> bool:
    """Say whether a link may be kept: to the web, to mail, or to a place in the page."""
    return bool(re.match(r"(?:https?://|mailto:|#)", address.strip(), re.IGNORECASE))


def clean_html(source: str) -> str:
    """Return `source` rebuilt from harmless HTML; table headers without a scope get one."""
    parser = _Html()
    parser.feed(source)
    # The empty corner that pandas writes is no header of anything.
    return _EMPTY_HEADER.sub("<td></td>", parser.result())


def clean_svg(source: str, prefix: str, alt: str = "") -> str:
    """Return `source` rebuilt from harmless SVG, ids prefixed, our colours as CSS variables.

    The picture keeps its `aria-label`; where it has none it gets `alt`. Returns "" when the source
    holds no picture.
    """
    parser = _Svg(prefix, alt)
    parser.feed(source)
    return parser.result()


class _Rebuild(HTMLParser):
    """Reads events and writes what is allowed; knows what is open, so the result is balanced."""

    silent = _SILENT

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.hushed: list[str] = []

    def result(self) -> str:
        self.close()
        while self.open:
            self.out.append(f"</{self.open.pop()}>")
        return "".join(self.out)

    def start(self, tag: str, attributes: list[tuple[str, str | None]], closed: bool) -> None:
        raise NotImplementedError

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hushed or tag in self.silent:
            self.hushed.append(tag)
        else:
            self.start(tag, attrs, closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.hushed and tag not in self.silent:
            self.start(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if self.hushed:
            if tag in self.hushed:
                while self.hushed.pop() != tag:
                    pass
            return
        self.end(tag)

    def end(self, tag: str) -> None:
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                self.out.append(f"</{last}>")
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.hushed:
            self.out.append(escape(visible(data)))


class _Html(_Rebuild):
    def __init__(self) -> None:
        super().__init__()
        self.in_head = False

    def start(self, tag: str, attributes: list[tuple[str, str | None]], closed: bool) -> None:
        if tag in _HEADINGS:  # a heading from an output has no place in the report's outline
            self.open.append("p")
            self.out.append('<p class="lk-heading">')
            return
        if tag not in _HTML:
            return
        if tag in {"thead", "tbody", "tfoot"}:
            self.in_head = tag == "thead"
        if tag == "table":  # a wide table scrolls by itself, by keyboard too
            self.open.append("div")
            self.out.append('<div class="lk-scroll" role="group" aria-label="Table" tabindex="0">')
        kept = self._kept(tag, attributes)
        if tag == "th":
            kept.setdefault("scope", "col" if self.in_head else "row")
        self.out.append(f"<{tag}{_written(kept)}>")
        if tag not in _VOID:
            self.open.append(tag)
            if closed:
                self.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and "table" not in self.open:
            return
        super().handle_endtag("p" if tag in _HEADINGS else tag)
        if tag == "table" and not self.hushed:
            self.end("div")

    @staticmethod
    def _kept(tag: str, attributes: list[tuple[str, str | None]]) -> dict[str, str]:
        kept = {}
        for name, value in attributes:
            value = value or ""
            if (
                name == "class"
            ):  # only our own: a stranger's class could dress up as part of the page
                ours = [word for word in value.split() if word.startswith("lk-")]
                if ours:
                    kept["class"] = " ".join(ours)
            elif name in _ATTRIBUTES.get(tag, ()) or name in {"dir", "lang"}:
                if name == "href" and not safe_link(value):
                    continue
                if name == "scope" and value not in {"col", "row", "colgroup", "rowgroup"}:
                    continue
                kept[name] = value
        return kept


class _Svg(_Rebuild):
    silent = (_SILENT - {"svg", "title"}) | {"foreignobject", "image", "metadata", "animate", "set"}

    def __init__(self, prefix: str, alt: str) -> None:
        super().__init__()
        self.prefix, self.alt = prefix, alt
        self.done = False

    def start(self, tag: str, attributes: list[tuple[str, str | None]], closed: bool) -> None:
        name = _SVG_TAGS.get(tag)
        if name is None or self.done or (not self.open and name != "svg"):
            return
        kept: dict[str, str] = {}
        for key, value in attributes:
            spelled = _SVG_NAMES.get(key)
            safe = self._value(spelled, value or "") if spelled else None
            if spelled and safe is not None:
                kept[spelled] = safe
        if name == "svg" and not self.open:
            kept["role"] = "img"
            kept["aria-label"] = visible(kept.get("aria-label") or self.alt)
        self.out.append(f"<{name}{_written(kept)}>")
        self.open.append(name)
        if closed:
            self.end(name)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(_SVG_TAGS.get(tag, tag))
        self.done = bool(self.out) and not self.open

    def handle_data(self, data: str) -> None:
        if self.open:
            super().handle_data(data)

    def _value(self, name: str, value: str) -> str | None:
        if name == "aria-label":
            return value
        if name == "id":
            return self.prefix + value if re.fullmatch(r"[\w.:-]+", value) else None
        if name in {"href", "xlink:href"}:
            inside = value.startswith("#") and re.fullmatch(r"#[\w.:-]+", value)
            return f"#{self.prefix}{value[1:]}" if inside else None
        if name == "style":
            return self._style(value) or None
        local = _LOCAL_URL.sub(rf"url(#{self.prefix}\1)", value)
        if "url(" in local.replace(f"url(#{self.prefix}", ""):
            return None
        return local if _PLAIN_VALUE.fullmatch(local) else None

    def _style(self, style: str) -> str:
        kept = []
        for declaration in style.split(";"):
            name, _, value = declaration.partition(":")
            value = value.strip()
            known = name.strip().lower() in _SVG_STYLES
            if known and "url" not in value.lower() and _PLAIN_VALUE.fullmatch(value):
                kept.append(f"{name.strip().lower()}:{follow_scheme(value)}")
        return ";".join(kept)


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(visible(value))}"' for name, value in attributes.items())
