"""Two plots of compliance, as SVG that says in words what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.errors import InputError
from labkit.results import _findings as findings
from labkit.results import inks
from labkit.results._svg import CHARACTER, axes_in_inches, settings, to_svg
from labkit.results._text import brief, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Plot", "heat_map", "interval_plot"]

_HEADER = 0.68  # inches for the title, which states the finding, and the line below it
_AXIS = 2.75  # inches from 0 to 100 %: the whole plot then fits a phone
_COUNTS_AT = 0.72  # inches from there to the counts
_SLANTED = 10  # from so many rules on, names of columns are slanted and columns narrow
_LABEL = 28  # characters of a name that fit beside a plot


@dataclass(frozen=True, eq=False)
class Plot:
    """An SVG picture and `alt`, its finding in words; a notebook shows the one, text the other."""

    svg: str
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.alt}

    def __str__(self) -> str:
        return self.alt


def interval_plot(compliance: pd.DataFrame) -> Plot:
    """Draw how often each rule is kept, with its 95 % Wilson interval and counts.

    `compliance` is `labkit.results.compliance(verdicts)`: one row per rule. Usage rates stand apart
    below the rules, with another mark. A rule with nothing to judge says so.

    Raises `InputError` for a table with several rows per rule.
    """
    rows = _records(compliance, ["rule"])
    rules = [r for r in rows if not r["usage"]]
    usages = [r for r in rows if r["usage"]]
    gap = 0.7 if rules and usages else 0.0
    lines = max(len(rows), 1) + gap
    left = 0.15 + CHARACTER * max([len(r["name"]) for r in rows], default=8)
    counts = max([len(_counts(r)) for r in rows], default=8)
    right = _COUNTS_AT + 0.1 + CHARACTER * counts
    title, alt = findings.of_intervals(rows)
    with settings():
        figure, axes = axes_in_inches(
            _AXIS, 0.31 * lines, left=left, right=right, top=_HEADER, bottom=0.34
        )
        axes.set_xlim(0, 1)
        axes.set_ylim(lines - 0.5, -0.5)
        said = "Share of judged replies that keep each rule, with 95 % Wilson interval"
        _head(figure, title, said + ("; † = usage rate" if usages else ""))
        for tick in (0, 0.25, 0.5, 0.75, 1):
            ends = [-0.5, lines - 0.5]
            axes.plot([tick, tick], ends, color=inks.grid, lw=0.8, clip_on=False, zorder=0)
            label = f"{100 * tick:.0f} %"
            axes.text(tick, lines - 0.3, label, ha="center", va="top", color=inks.muted, size=8.5)
        for place, row in enumerate([*rules, *usages]):
            _interval(axes, place + (gap if row["usage"] else 0), row)
        if gap:
            y = len(rules) + gap / 2 - 0.5
            axes.plot([0, 1], [y, y], color=inks.grid, lw=0.8, clip_on=False)
        return Plot(to_svg(figure, title, alt), alt)


def heat_map(compliance: pd.DataFrame) -> Plot:
    """Draw how often each rule is kept in each scenario; the stronger the colour, the less often.

    `compliance` is `labkit.results.compliance(verdicts, by=("rule", "scenario"))`. Every cell says
    its percentage and counts; "–" means there was nothing to judge. Usage rates have no colour.

    Raises `InputError` for a table with several rows per cell.
    """
    rows = _records(compliance, ["rule", "scenario"])
    names = {r["rule"]: r["name"] for r in rows}
    scenarios = list(dict.fromkeys(r["scenario"] for r in rows))
    cells = {(r["rule"], r["scenario"]): r for r in rows}
    slanted = len(names) >= _SLANTED
    labels = [name if slanted else _broken(name) for name in names.values()]
    across, down = max(len(names), 1), max(len(scenarios), 1)
    tall = 0.15 * max([label.count("\n") + 1 for label in labels], default=1)
    slope = 0.053 * max(len(label) for label in labels) if slanted else 0.0
    left = 0.15 + CHARACTER * max([len(brief(s, _LABEL)) for s in scenarios], default=8)
    title, alt = findings.of_cells(rows, len(names), len(scenarios))
    with settings():
        figure, axes = axes_in_inches(
            (0.6 if slanted else 0.86) * across,
            0.38 * down,
            left=left,
            right=0.1 + slope / 2,
            top=_HEADER + 0.05 + (slope or tall),
            bottom=0.1,
        )
        axes.set_xlim(0, across)
        axes.set_ylim(down, 0)
        said = "Share of judged replies that keep the rule; stronger colour = kept less often"
        if any(r["usage"] for r in rows):
            said += "; † = usage rate"
        _head(figure, title, said)
        for column, label in enumerate(labels):
            style: dict[str, Any] = {"ha": "center", "va": "baseline", "linespacing": 1.1}
            if slanted:
                style = {"ha": "left", "rotation": 45, "rotation_mode": "anchor"}
            axes.text(column + 0.5, -0.2, label, size=8.5, **style)
        for line, scenario in enumerate(scenarios):
            axes.text(-0.1, line + 0.5, brief(scenario, _LABEL), ha="right", va="center")
            for column, rule in enumerate(names):
                _cell(axes, column, line, cells.get((rule, scenario)))
        return Plot(to_svg(figure, title, alt), alt)


def _records(compliance: pd.DataFrame, keys: list[str]) -> list[dict[str, Any]]:
    if not {*keys, "usage", "passed", "failed"} <= set(compliance.columns):
        raise InputError(f"This plot needs the table of compliance(verdicts, by={tuple(keys)!r}).")
    if compliance.duplicated(keys).any():
        raise InputError(
            f"This plot shows one row per {' and '.join(keys)}, but the table has several: "
            "pick one run, variant or turn first."
        )
    rows = [{str(k): v for k, v in row.items()} for row in compliance.to_dict("records")]
    for row in rows:
        row["rule"], row["scenario"] = str(row["rule"]), str(row.get("scenario", ""))
        row["said"], row["where"] = brief(row["rule"], 40), brief(row["scenario"], 40)
        row["name"] = brief(row["rule"], _LABEL) + ("\u00a0†" if row["usage"] else "")
        row["judged"] = int(row["passed"] + row["failed"])
    return rows


def _head(figure: Figure, title: str, said: str) -> None:
    tall = figure.get_figheight()
    style: dict[str, Any] = {"ha": "left", "va": "top"}
    x = 0.1 / figure.get_figwidth()
    figure.text(x, 1 - 0.1 / tall, title, size=11, weight="bold", **style)
    figure.text(x, 1 - 0.33 / tall, said, size=8.5, color=inks.muted, **style)


def _interval(axes: Axes, y: float, row: dict[str, Any]) -> None:
    beside: dict[str, Any] = {"va": "center_baseline", "clip_on": False}
    axes.text(-0.03, y, row["name"], ha="right", **beside)
    if not row["judged"]:
        axes.text(0.5, y, "nothing to judge", ha="center", color=inks.muted, **beside)
        return
    colour = inks.muted if row["usage"] else inks.accent
    ends = [row["low"], row["high"]]
    axes.plot(ends, [y, y], lw=2.2, color=colour, solid_capstyle="butt", clip_on=False)
    marker: dict[str, Any] = {"marker": "o", "ms": 7, "mfc": colour}
    if row["usage"]:
        marker = {"marker": "D", "ms": 6, "mfc": inks.paper}
    axes.plot([row["rate"]], [y], mec=colour, mew=1.6, clip_on=False, zorder=3, **marker)
    x = 1 + _COUNTS_AT / _AXIS
    axes.text(x - 0.03, y, percent(row["rate"]), ha="right", weight="bold", **beside)
    axes.text(x, y, _counts(row), ha="left", color=inks.muted, **beside)


def _cell(axes: Axes, column: int, line: int, row: dict[str, Any] | None) -> None:
    from matplotlib.patches import Rectangle

    x, middle = column + 0.5, line + 0.5
    if row is None or not row["judged"]:
        axes.text(x, middle, "–", ha="center", va="center", color=inks.muted)
        return
    colour = inks.ink
    if not row["usage"]:
        level = inks.heat_level(row["rate"])
        colour = inks.text_on(level)
        box = Rectangle((column + 0.02, line + 0.04), 0.96, 0.92, fc=inks.HEAT[level])
        box.set_clip_on(False)
        axes.add_patch(box)
    style: dict[str, Any] = {"ha": "center", "color": colour}
    axes.text(x, middle + 0.03, percent(row["rate"]), va="bottom", weight="bold", **style)
    axes.text(x, middle + 0.03, _counts(row), va="top", size=7.5, **style)


def _counts(row: dict[str, Any]) -> str:
    return f"{int(row['passed']):,} of {row['judged']:,}"


def _broken(name: str) -> str:
    """Break a rule's id after an underscore where it is too long for its column."""
    lines = [""]
    for part in name.replace("_", "_\0").split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > 11:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)
