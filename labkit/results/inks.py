"""The colours of plots and report: each has a light value, a dark value, and one job.

Plots are drawn in the light values. The report turns each of them into a CSS variable, so that the
same plot follows the reader's light or dark scheme. Text has a contrast of 4.5 or more in both.
"""

from __future__ import annotations

import re

__all__ = [
    *["HEAT", "INKS", "accent", "css", "follow_scheme", "grid", "heat_level", "ink", "muted"],
    *["on_heat", "paper", "text_on"],
]

paper, ink, muted, grid, accent, on_heat = (
    "#fffffd",  # not quite white, which other people's plots use
    "#1b1f24",
    "#59616b",
    "#d5d9de",
    "#1f5fa8",
    "#fffffe",
)
# One hue, light to dark and thus safe for every colour vision; the first is a rate of 100 %.
HEAT = ("#f6f3ee", "#f8e5cb", "#faca98", "#f2a360", "#b55422", "#8d3619", "#611e13")
_HEAT_DARK = ("#282421", "#3d2c23", "#593523", "#784326", "#d17d3e", "#f0a556", "#fed48d")
_FIRST_STRONG = 4  # from this level on, text on a cell changes from `ink` to `on_heat`

INKS: dict[str, tuple[str, str]] = {
    paper: ("paper", "#16191d"),
    ink: ("ink", "#e6e8eb"),
    muted: ("muted", "#9aa4af"),
    grid: ("grid", "#3a4149"),
    accent: ("accent", "#7fb2ea"),
    on_heat: ("on-heat", "#14171a"),
    **{light: (f"heat-{i}", _HEAT_DARK[i]) for i, light in enumerate(HEAT)},
}
_PAGE = {  # colours of the report that no plot uses: light, dark
    "panel": ("#f5f6f8", "#1f242a"),
    "mark": ("#ffecc2", "#4b3a12"),
    "mark-line": ("#9a5b00", "#f0b64a"),
    "alarm": ("#a4231c", "#ff9d94"),
}
_HEX = re.compile("|".join(INKS), re.IGNORECASE)


def heat_level(rate: float) -> int:
    """Return the level of `HEAT` for a rate: 0 only for 100 %, the last for the lowest rates."""
    last = len(HEAT) - 1
    return 0 if rate >= 1 else max(1, min(last, 1 + int((1 - rate) * last)))


def text_on(level: int) -> str:
    """Return the colour that text must have on a heat level to be legible in both schemes."""
    return on_heat if level >= _FIRST_STRONG else ink


def follow_scheme(style: str) -> str:
    """Replace every colour of ours in a style by its CSS variable."""
    return _HEX.sub(lambda found: f"var(--lk-{INKS[found[0].lower()][0]})", style)


def css() -> str:
    """Return the CSS variables: light by default and on paper, dark on a screen that asks."""
    pairs = {name: (light, dark) for light, (name, dark) in INKS.items()} | _PAGE
    light = "".join(f"--lk-{name}:{pair[0]};" for name, pair in pairs.items())
    dark = "".join(f"--lk-{name}:{pair[1]};" for name, pair in pairs.items())
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        "@media print{:root{color-scheme:light}}\n"
    )
