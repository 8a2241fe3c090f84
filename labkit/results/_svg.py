"""From a matplotlib figure to an SVG: the same bytes every time, its meaning said in words."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from labkit.results import inks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["CHARACTER", "axes_in_inches", "settings", "to_svg"]

CHARACTER = 0.08  # inches a character takes at the standard size, generously
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "labkit",
    "font.family": "DejaVu Sans",  # ships with matplotlib: the layout is the same everywhere
    "font.size": 9.5,
    "text.parse_math": False,
    "text.usetex": False,
    "text.color": inks.ink,
    "patch.linewidth": 0,
}
# Readers see their own system's font; nothing in the layout depends on its width.
_STYLE = (
    "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; "
    "stroke-linejoin: round; stroke-linecap: butt"
)
_NOISE = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"<metadata>.*?</metadata>\s*",
        r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*",  # would style a whole page
        r" id=\"(?:figure|axes|patch|text|line2d)_\d+\"",
        r" font-family: 'DejaVu Sans';",
        r" transform=\"rotate\(-0 [^)]*\)\"",
    )
]
_NO_METADATA = dict.fromkeys(["Creator", "Date", "Format", "Type"])


@contextmanager
def settings() -> Iterator[None]:
    """Draw in our own style whatever the user's matplotlib settings are, and leave those alone."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)  # type: ignore[arg-type]
        yield


def axes_in_inches(
    width: float, height: float, *, left: float, right: float, top: float, bottom: float
) -> tuple[Figure, Axes]:
    """Return a figure with one pair of bare axes of this size and these margins."""
    from matplotlib.figure import Figure

    across, down = left + width + right, top + height + bottom
    figure = Figure(figsize=(across, down), facecolor=inks.paper)
    box = (left / across, bottom / down, width / across, height / down)
    axes = figure.add_axes(box)
    axes.set_axis_off()
    return figure, axes


def to_svg(figure: Figure, title: str, alt: str) -> str:
    """Return the figure as SVG with role, title and description, without metadata or prolog."""
    buffer = io.StringIO()
    with warnings.catch_warnings():
        # The reader's fonts draw the text, so a glyph that DejaVu lacks does not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    for noise in _NOISE:
        svg = noise.sub("", svg)
    inner = svg.index(">")
    words = f"\n <title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
    named = f'style="{_STYLE}" role="img" aria-label="{escape(alt, quote=True)}"'
    return f"{svg[:inner]} {named}>{words}{svg[inner + 1 :]}".strip()
