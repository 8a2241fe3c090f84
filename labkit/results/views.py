"""The ready-made tables of a report: compliance, headline, speed, in words a reader knows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from labkit.results._text import NONE, interval, one_line, percent, share
from labkit.results.show import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compliance_table", "headline_sentence", "headline_table", "speed_table"]

_INTERVAL = "95\u00a0% interval"
_USAGE_MARK = "\u00a0†"
_USAGE_NOTE = "† A usage rate: how often it happens. Not a rule to keep, and in no overall score."
_WILSON_NOTE = (
    "Kept: replies that pass, of those that pass or fail. The interval is Wilson's at 95 % and "
    "takes replies as independent; replies to one scenario are alike, so it is likely too narrow."
)


def compliance_table(frame: pd.DataFrame, caption: str = "How often each rule is kept") -> Table:
    """Dress the result of `compliance` for reading: rate, counts, interval, rest."""
    import pandas as pd

    keys = list(frame.columns[: list(frame.columns).index("usage")])
    rows: list[dict[str, Any]] = []
    for row in frame.to_dict("records"):
        named = {_label(key): row[key] for key in keys}
        if row["usage"]:
            named["Rule"] = f"{row['rule']}{_USAGE_MARK}"
        judged = row["passed"] + row["failed"]
        rows.append(
            named
            | {
                "Kept": percent(row["rate"]),
                "Count": _count(row["passed"], judged),
                _INTERVAL: interval(row["low"], row["high"]),
                "Not applicable": row["not_applicable"],
                "Undecided": row["undecided"],
            }
        )
    figures = ["Kept", "Count", _INTERVAL, "Not applicable", "Undecided"]
    notes = [_WILSON_NOTE]
    if frame["usage"].any():
        notes.append(_USAGE_NOTE)
    table = pd.DataFrame(rows, columns=[*map(_label, keys), *figures])
    return Table(table, caption, heads=len(keys), right=tuple(figures), notes=tuple(notes))


def headline_sentence(frame: pd.DataFrame) -> str:
    """Say the first row of `headline` in a sentence or two, with counts and interval."""
    row = frame.iloc[0]
    decided = int(row["kept"] + row["broken"])
    if not decided:
        said = "No reply could be judged by every rule."
    else:
        said = (
            f"{int(row['kept'])} of {decided} replies ({percent(row['rate'])}) keep every scored "
            f"rule; 95 % interval {interval(row['low'], row['high'])}."
        )
    if row["undecided"]:
        said += (
            f" {int(row['undecided'])} more {'is' if row['undecided'] == 1 else 'are'} undecided: "
            f"counting them either way, the share "
            f"lies between {percent(row['at_least'])} and {percent(row['at_most'])}."
        )
    return said


def headline_table(
    frame: pd.DataFrame, caption: str = "Replies that keep every scored rule"
) -> Table:
    """Dress the result of `headline` for reading, one row per group."""
    import pandas as pd

    keys = list(frame.columns[: list(frame.columns).index("replies")])
    rows = []
    for row in frame.to_dict("records"):
        named = {_label(key): row[key] for key in keys} or {"Group": "All replies"}
        rows.append(
            named
            | {
                "Keep every rule": percent(row["rate"]),
                "Count": _count(row["kept"], row["kept"] + row["broken"]),
                _INTERVAL: interval(row["low"], row["high"]),
                "Undecided": row["undecided"],
                "Replies": row["replies"],
            }
        )
    figures = ["Keep every rule", "Count", _INTERVAL, "Undecided", "Replies"]
    names = [_label(key) for key in keys] or ["Group"]
    return Table(
        pd.DataFrame(rows, columns=[*names, *figures]),
        caption,
        heads=len(names),
        right=tuple(figures),
    )


def speed_table(frame: pd.DataFrame, caption: str = "Speed, tokens and cost") -> Table:
    """Dress the result of `speed` for reading: one row per measure, one column per group."""
    import pandas as pd

    keys = list(frame.columns[: list(frame.columns).index("replies")])
    columns: dict[str, list[str]] = {"Measure": list(_MEASURES)}
    for row in frame.to_dict("records"):
        name = ", ".join(one_line(str(row[key])) for key in keys) or "All replies"
        columns[name] = [
            f"{row['replies']:,}",
            _seconds(row["first_text_median"], row["first_text_p90"]),
            _seconds(row["total_median"], row["total_p90"]),
            f"{row['input_tokens']:,}",
            percent(row["cached_share"]),
            f"{row['output_tokens']:,}",
            _number(row["output_median"]),
            share(row["cut"], row["replies"]),
            _cost(row),
        ]
    right = tuple(name for name in columns if name != "Measure")
    return Table(pd.DataFrame(columns), caption, right=right)


_MEASURES = (
    "Replies",
    "Seconds to first text, median (90th percentile)",
    "Seconds to the whole reply, median (90th percentile)",
    "Input tokens, all replies",
    "… of these read from cache",
    "Output tokens, all replies",
    "Output tokens, median reply",
    "Cut at the token limit",
    "Cost",
)


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _count(part: float, whole: float) -> str:
    return f"{part:,.0f} of {whole:,.0f}" if whole else NONE


def _number(value: float) -> str:
    return NONE if math.isnan(value) else f"{value:,.0f}"


def _seconds(median: float, p90: float) -> str:
    return NONE if math.isnan(median) else f"{median:.2f} ({p90:.2f})"


def _cost(row: dict[Any, Any]) -> str:
    if row["cost_known"] == row["replies"]:
        return f"${row['cost_usd']:,.4f}" if row["cost_usd"] else "$0"
    known, total = row["cost_known"], row["replies"]
    return "unknown" if not known else f"unknown (priced: {known:,} of {total:,} replies)"
