"""The first lines of a report: how well the rules are kept, who spoke, and how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.results._text import escape_markdown, join, one_line, percent

if TYPE_CHECKING:
    import pandas as pd

    from labkit.replies import Run
    from labkit.results.show import Table

__all__ = ["manifest_table", "summary"]


def summary(name: str | None, run: Run, verdicts: pd.DataFrame) -> str:
    """A few lines of Markdown on a run; strangers' words in it are escaped."""
    from labkit.results.tables import compliance, headline
    from labkit.results.views import headline_sentence

    replies = run.replies
    by_rule = compliance(verdicts)
    judged = by_rule[(by_rule["passed"] + by_rule["failed"] > 0) & ~by_rule["usage"]]
    weakest = judged.nsmallest(3, "rate").to_dict("records")
    broken = [f"`{r['rule']}` ({percent(r['rate'])})" for r in weakest if r["rate"] < 1]
    cut = int((replies["stop_reason"] == "max_tokens").sum())
    conversations = replies[["scenario", "sample"]].drop_duplicates()
    lines = [
        f"**{headline_sentence(headline(verdicts))}**",
        f"Kept least: {join(broken)}." if broken else "No rule was seen broken.",
        f"{escape_markdown(one_line(name, 60)) if name else 'The persona'} was asked "
        f"{replies['scenario'].nunique()} scenarios: {len(replies)} replies in "
        f"{len(conversations)} conversations."
        + (f" {cut} were cut at the token limit and are judged as far as they go." if cut else ""),
        f"**Spoken by {escape_markdown(run.endpoint.model)}.** "
        f"{escape_markdown(run.endpoint.trust)}",
    ]
    return "\n\n".join(lines)


def manifest_table(manifest: Mapping[str, Any]) -> Table:
    """What made the run, as a table: name, prompt hash, model, request, counts, versions."""
    import pandas as pd

    from labkit.results.show import Table

    counts = {k: v for k, v in manifest["counts"].items() if v}
    rows = {
        "Run": manifest["run"],
        "Prompt (SHA-256)": manifest["prompt_sha256"],
        "Model": f"{manifest['model']['name']} ({manifest['model']['identity']})",
        "Request": _pairs(manifest["request"]),
        "Samples per scenario": str(manifest["samples"]),
        "Scenarios": str(len(manifest["scenarios"])),
        "Outcomes": _pairs(counts),
        "Versions": _pairs({k: v for k, v in manifest["versions"].items() if v}),
    }
    return Table(pd.DataFrame(rows.items(), columns=["What", "Value"]), "Manifest of the run")


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{k} {v}" for k, v in values.items()) or "none"
