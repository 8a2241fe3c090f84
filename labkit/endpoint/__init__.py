"""One way to a model: the official client, an embedded model, and a record of every call."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labkit.endpoint.call import ask, ask_json, request_key
    from labkit.endpoint.catalog import cost_usd, request_options
    from labkit.endpoint.connection import Endpoint, Line, connect, resolve
    from labkit.endpoint.embedded import LocalServer, start_server
    from labkit.endpoint.model_file import fetch_model, model_path
    from labkit.endpoint.record import Record, Store
    from labkit.endpoint.recordings import Recordings, read_recordings, write_recordings

_HOMES = {
    "Endpoint": "connection",
    "Line": "connection",
    "LocalServer": "embedded",
    "Record": "record",
    "Recordings": "recordings",
    "Store": "record",
    "ask": "call",
    "ask_json": "call",
    "connect": "connection",
    "cost_usd": "catalog",
    "fetch_model": "model_file",
    "model_path": "model_file",
    "read_recordings": "recordings",
    "request_key": "call",
    "request_options": "catalog",
    "resolve": "connection",
    "start_server": "embedded",
    "write_recordings": "recordings",
}

__all__ = [
    "Endpoint",
    "Line",
    "LocalServer",
    "Record",
    "Recordings",
    "Store",
    "ask",
    "ask_json",
    "connect",
    "cost_usd",
    "fetch_model",
    "model_path",
    "read_recordings",
    "request_key",
    "request_options",
    "resolve",
    "start_server",
    "write_recordings",
]


def __getattr__(name: str) -> object:
    if home := _HOMES.get(name):
        value: object = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
