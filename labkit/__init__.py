"""labkit: build a spoken persona's prompt, sample its replies, measure how they keep its rules.

The names a notebook needs are here; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labkit.batch import run_report
    from labkit.endpoint import Recordings, Store, connect
    from labkit.prompt import Prompt, count_tokens, generate, lint, read_description
    from labkit.replies import load_scenarios, sample
    from labkit.results import (
        Replies,
        Table,
        compliance,
        headline,
        heat_map,
        interval_plot,
        worst,
    )
    from labkit.rules import check, rule, score

__version__ = "0.1.0"

_HOMES = {
    "Prompt": "prompt",
    "Recordings": "endpoint",
    "Replies": "results",
    "Store": "endpoint",
    "Table": "results",
    "check": "rules",
    "compliance": "results",
    "connect": "endpoint",
    "count_tokens": "prompt",
    "generate": "prompt",
    "headline": "results",
    "heat_map": "results",
    "interval_plot": "results",
    "lint": "prompt",
    "load_scenarios": "replies",
    "read_description": "prompt",
    "rule": "rules",
    "run_report": "batch",
    "sample": "replies",
    "score": "rules",
    "worst": "results",
}

__all__ = [
    "Prompt",
    "Recordings",
    "Replies",
    "Store",
    "Table",
    "check",
    "compliance",
    "connect",
    "count_tokens",
    "generate",
    "headline",
    "heat_map",
    "interval_plot",
    "lint",
    "load_scenarios",
    "read_description",
    "rule",
    "run_report",
    "sample",
    "score",
    "worst",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'labkit' has no attribute {name!r}")
    return getattr(import_module(f"labkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
