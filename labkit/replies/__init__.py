"""Scripted user turns, and the replies a model gives to them under a persona's prompt."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labkit.endpoint import Recordings, Store, connect
    from labkit.replies.run import Run
    from labkit.replies.sampling import sample
    from labkit.replies.scenario import Scenario, load_scenarios

_HOMES = {
    "Recordings": "labkit.endpoint",
    "Run": "labkit.replies.run",
    "Scenario": "labkit.replies.scenario",
    "Store": "labkit.endpoint",
    "connect": "labkit.endpoint",
    "load_scenarios": "labkit.replies.scenario",
    "sample": "labkit.replies.sampling",
}

__all__ = [
    "Recordings",
    "Run",
    "Scenario",
    "Store",
    "connect",
    "load_scenarios",
    "sample",
]


def __getattr__(name: str) -> object:
    if home := _HOMES.get(name):
        value: object = getattr(import_module(home), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
