"""The cells of a notebook as the body of a report: what each output may become, no more."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from labkit.results._clean import clean_html, clean_svg
from labkit.results._markdown import Heading, Outline, plain_text, render_markdown
from labkit.results._text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Body", "collect"]

_WIDGET = "application/vnd.jupyter.widget-view+json"
_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_DROPPED_CELLS = {"remove-cell", "remove_cell", "papermill-error-cell-tag"}
_DROPPED_OUTPUTS = {"remove-output", "remove_output"}
_FITS_A_PHONE = 440  # points; a wider plot scrolls on a small screen instead of shrinking
_TITLE = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


@dataclass
class Body:
    """What a notebook says: title, the words below it, the rest as HTML, and its headings."""

    title: str = ""
    lede: str = ""
    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    failures: int = 0


def collect(notebook: Any) -> Body:
    """Return the body of the report of a notebook, every part rebuilt from what is harmless."""
    body, outline = Body(), Outline()
    parts: list[str] = []
    pictures = 0
    first = True
    for cell in notebook.cells:
        tags = set(cell.get("metadata", {}).get("tags", []))
        if tags & _DROPPED_CELLS:
            continue
        if cell.cell_type == "markdown":
            source = str(cell.source)
            if first and (found := _TITLE.match(source)):
                body.title = plain_text(found[1])
                body.lede, rest = _lede(source[found.end() :], outline)
                parts.append(rest)
            else:
                parts.append(render_markdown(source, outline))
            first = False
        elif cell.cell_type == "code" and not tags & _DROPPED_OUTPUTS:
            for output in cell.outputs:
                if output.output_type == "error":
                    body.failures += 1
                    parts.append(_error(output))
                    continue
                pictures += 1
                where = outline.listed[-1].text if outline.listed else body.title
                parts.extend(_output(output, outline, f"f{pictures}-", where))
    body.html = "\n".join(part for part in parts if part)
    body.headings = outline.listed
    return body


def _lede(source: str, outline: Outline) -> tuple[str, str]:
    """Split the words below the title from the first section, if the cell holds one."""
    head, *rest = re.split(r"(?m)^(?=#{1,6} )", source, maxsplit=1)
    lede = render_markdown(head, outline, nested=True)
    return lede, "".join(render_markdown(part, outline) for part in rest)


def _output(output: Any, outline: Outline, prefix: str, where: str) -> Iterator[str]:
    if output.output_type == "stream":
        if output.name == "stdout" and (said := _printed(str(output.text))):
            yield f'<pre class="lk-output" tabindex="0">{escape(said)}</pre>'
        return
    data = output.get("data", {})
    if _WIDGET in data:
        return
    fallback = f"Picture without a description, in: {where}"
    if "text/html" in data:
        yield f'<div class="lk-output">{clean_html(_joined(data["text/html"]))}</div>'
    elif "image/svg+xml" in data:
        alt = _alt(output, "image/svg+xml") or fallback
        yield _plot(clean_svg(_joined(data["image/svg+xml"]), prefix, alt))
    elif "text/markdown" in data:
        said = render_markdown(_joined(data["text/markdown"]), outline, nested=True)
        yield f'<div class="lk-output lk-said">{said}</div>'
    elif kind := next((k for k in _PICTURES if k in data), None):
        yield _picture(kind, _joined(data[kind]), _alt(output, kind) or fallback)
    elif "text/plain" in data and (said := _printed(_joined(data["text/plain"]))):
        yield f'<pre class="lk-output" tabindex="0">{escape(said)}</pre>'


def _plot(svg: str) -> str:
    if not svg:
        return ""
    # A plot of ours follows the colour scheme; any other keeps the light ground it was made for.
    kind = "lk-plot" if "var(--lk-paper)" in svg else "lk-plot lk-on-white"
    size = re.match(r'<svg[^>]* width="([\d.]+)pt"', svg)
    if size and float(size[1]) > _FITS_A_PHONE:
        kind += " lk-wide"
    frame = f'<figure class="lk-output {kind}" role="group" aria-label="Plot" tabindex="0">'
    return f"{frame}{svg}</figure>"


def _picture(kind: str, encoded: str, alt: str) -> str:
    try:
        content = base64.b64encode(base64.b64decode(encoded)).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    alt = escape(visible(alt), quote=True)
    source = f"data:{kind};base64,{content}"
    return f'<figure class="lk-output lk-on-white"><img src="{source}" alt="{alt}"></figure>'


def _alt(output: Any, kind: str) -> str:
    metadata = output.get("metadata", {})
    own = metadata.get(kind)
    return str((own.get("alt") if isinstance(own, dict) else None) or metadata.get("alt") or "")


def _error(output: Any) -> str:
    said = one_line(_ANSI.sub("", f"{output.ename}: {output.evalue}"), 1000)
    return (
        '<div class="lk-error"><p><strong>This step failed.</strong> The notebook has the details.'
        f"</p><pre>{escape(said)}</pre></div>"
    )


def _printed(text: str) -> str:
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in _ANSI.sub("", text).split("\n")]
    return visible("\n".join(lines)).strip("\n")


def _joined(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)
