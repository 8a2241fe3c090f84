"""What the plots show, in words: for those who cannot see them and for those in a hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.results._text import interval, join, percent, share

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["of_cells", "of_intervals"]

_NAMED = 3  # how many rules or cells a sentence names


def of_intervals(rows: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Return the title and the description of an interval plot."""
    judged = sorted((r for r in rows if r["judged"] and not r["usage"]), key=lambda r: r["rate"])
    if not judged:
        return "No rule could be judged", "No rule could be judged, so there is no interval."
    lowest, highest = judged[0]["rate"], judged[-1]["rate"]
    if lowest == 1:
        title = "Every judged reply keeps every rule"
    else:
        title = f"Least kept: {_worst(judged, lowest)}"
    said = [f"{title} (95 % interval {interval(judged[0]['low'], judged[0]['high'])})."]
    if len(judged) > 2:
        following = [f"{r['said']} {percent(r['rate'])}" for r in judged[1 : 1 + _NAMED]]
        said.append(f"Next: {join(following)}.")
    if lowest < highest:
        best = [r["said"] for r in judged if r["rate"] == highest]
        said.append(f"Most kept: {_names(best)}, {percent(highest)}.")
    usage = [r for r in rows if r["judged"] and r["usage"]]
    if usage:
        rates = [f"{r['said']} {_share(r)}" for r in usage]
        said.append(f"Usage rate, no rule to keep: {join(rates)}.")
    if silent := [r["said"] for r in rows if not r["judged"]]:
        said.append(f"Nothing to judge: {_names(silent)}.")
    return title, " ".join(said)


def of_cells(rows: Sequence[dict[str, Any]], rules: int, scenarios: int) -> tuple[str, str]:
    """Return the title and the description of a heat map."""
    judged = sorted((r for r in rows if r["judged"] and not r["usage"]), key=lambda r: r["rate"])
    if not judged:
        return "No rule could be judged", "No rule could be judged in any scenario."
    full = sum(r["rate"] == 1 for r in judged)
    worst = [r for r in judged if r["rate"] == judged[0]["rate"]]
    if judged[0]["rate"] == 1:
        title = "Every judged reply keeps every rule in every scenario"
    else:
        always = {r["said"] for r in worst}
        title = f"{full} of {len(judged)} cells are at 100 %; "
        title += f"lowest: {_names(sorted(always, key=[r['said'] for r in rows].index))}"
    said = [
        f"Heat map of {rules} rules by {scenarios} scenarios. "
        f"{full} of the {len(judged)} cells with something to judge are at 100 %."
    ]
    if judged[0]["rate"] < 1:
        named = [f"{r['said']} in {r['where']}, {_share(r)}" for r in worst[: 2 * _NAMED]]
        more = len(worst) - len(named)
        said.append(
            "Lowest: " + "; ".join(named) + (f"; and {more} more cells as low." if more else ".")
        )
    if silent := sum(not r["judged"] for r in rows):
        said.append(f"{silent} cells have nothing to judge.")
    return title, " ".join(said)


def _worst(judged: Sequence[dict[str, Any]], rate: float) -> str:
    names = [r for r in judged if r["rate"] == rate]
    counted = f"of {names[0]['judged']:,} replies" if len(names) == 1 else "of their replies"
    return f"{_names([r['said'] for r in names])}, {percent(rate)} {counted}"


def _names(rules: Sequence[str]) -> str:
    if len(rules) > _NAMED:
        return f"{', '.join(rules[:_NAMED])} and {len(rules) - _NAMED} more"
    return join(rules)


def _share(row: dict[str, Any]) -> str:
    return share(row["passed"], row["judged"])
