"""What is known per model, from dated data files: request options and prices."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.errors import InputError
from labkit.paths import data

__all__ = ["Options", "cost_usd", "request_options", "total_input"]

_DATE = re.compile(r"-\d{8}$")


@dataclass(frozen=True)
class Options:
    """How labkit asks a model for a spoken reply: fields for the body, room in tokens, caching."""

    max_tokens: int
    request: Mapping[str, Any] = field(default_factory=dict)
    cache: bool = False


def request_options(model: str) -> Options:
    """The options of `data/models.yaml` for this model; the default ones when it is not listed."""
    table = _table(data("models.yaml"))
    entry = {**table["default"], **(_entry(table, model) or {})}
    return Options(
        max_tokens=int(entry["max_tokens"]),
        request=copy.deepcopy(entry.get("request", {})),
        cache=bool(entry.get("cache", False)),
    )


def cost_usd(model: str, usage: Mapping[str, Any]) -> float:
    """The list price of one answer in US dollars, NaN where no price is known.

    Prices are those of `data/prices.yaml` (dated inside), or of the file `$LABKIT_PRICES` names.
    """
    path = os.environ.get("LABKIT_PRICES")
    table = _table(Path(path).expanduser() if path else data("prices.yaml"))
    rows = _entry(table, model)
    # Fast mode has prices of its own that the table does not hold.
    if not rows or usage.get("speed") == "fast":
        return float("nan")
    size = total_input(usage)
    row = next((r for r in rows if size <= r.get("up_to", size)), None)
    if row is None:
        return float("nan")
    written = _count(usage, "cache_creation_input_tokens")
    hour = _count(usage.get("cache_creation") or {}, "ephemeral_1h_input_tokens")
    dollars = (
        _count(usage, "input_tokens") * row["input"]
        + _count(usage, "output_tokens") * row["output"]
        + _count(usage, "cache_read_input_tokens") * row["read"]
        + (written - hour) * row["write_5m"]
        + hour * row["write_1h"]
    ) / 1e6
    more = table.get("multipliers", {})
    if usage.get("inference_geo") == "us":
        dollars *= more.get("inference_geo_us", 1)
    if usage.get("service_tier") == "batch":
        dollars *= more.get("batch", 1)
    return float(dollars)


def total_input(usage: Mapping[str, Any]) -> int:
    """All input tokens of an answer: sent, written to the cache, and read from it."""
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    return sum(_count(usage, name) for name in names)


def _count(usage: Mapping[str, Any], name: str) -> int:
    return int(usage.get(name) or 0)


def _entry(table: Mapping[str, Any], model: str) -> Any:
    models = table["models"]
    return models.get(model, models.get(_DATE.sub("", model)))


@lru_cache(maxsize=8)
def _table(path: Path) -> dict[str, Any]:
    import yaml

    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"The data file {path} cannot be read: {reason}") from None
    if not isinstance(table, dict) or not isinstance(table.get("models"), dict):
        raise InputError(f"The data file {path} holds no `models` table; see the shipped one.")
    return table
