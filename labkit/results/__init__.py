"""Results: from verdicts to rates with intervals, plots, the worst replies, and the report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labkit.results._text import escape_markdown
    from labkit.results.judged import Fault, JudgedReply, worst
    from labkit.results.plots import Plot, heat_map, interval_plot
    from labkit.results.replies_view import Replies
    from labkit.results.report import render
    from labkit.results.show import Table
    from labkit.results.stats import wilson
    from labkit.results.summary import manifest_table, summary
    from labkit.results.tables import compliance, headline, speed
    from labkit.results.views import (
        compliance_table,
        headline_sentence,
        headline_table,
        speed_table,
    )

__all__ = [
    "Fault",
    "JudgedReply",
    "Plot",
    "Replies",
    "Table",
    "compliance",
    "compliance_table",
    "escape_markdown",
    "headline",
    "headline_sentence",
    "headline_table",
    "heat_map",
    "interval_plot",
    "manifest_table",
    "render",
    "speed",
    "speed_table",
    "summary",
    "wilson",
    "worst",
]

# Names are fetched on first use: importing the room must not import pandas or matplotlib.
_HOMES = {
    "_text": ["escape_markdown"],
    "judged": ["Fault", "JudgedReply", "worst"],
    "plots": ["Plot", "heat_map", "interval_plot"],
    "replies_view": ["Replies"],
    "report": ["render"],
    "show": ["Table"],
    "stats": ["wilson"],
    "summary": ["manifest_table", "summary"],
    "tables": ["compliance", "headline", "speed"],
    "views": ["compliance_table", "headline_sentence", "headline_table", "speed_table"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
