"""Generation against the real embedded model: recorded once, then free; nothing strange gets in."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from descriptions import MAYA

from labkit.endpoint import Store
from labkit.errors import InputError, StoreError
from labkit.prompt import generate, lint, read_description


def test_the_embedded_model_is_asked_once(local_server: object, tmp_path: Path) -> None:
    store = Store(tmp_path / "replies.sqlite")
    first = asyncio.run(generate(MAYA, store=store))
    again = asyncio.run(generate(MAYA, store=store, replay=True))
    assert first.prompt == again.prompt
    assert [r.model for r in store.records()] == ["smollm2-135m-instruct"]
    assert [f for f in lint(first.prompt) if f.severity == "error"] == []
    assert first.prompt.name == "Maya"
    for fact in first.facts:
        if fact.source == "model":
            assert fact.slot not in first.refused


def test_without_a_model_the_defaults_fill_the_gaps() -> None:
    made = asyncio.run(generate("museum guide", model=None))
    assert made.model is None
    assert made.refused == ()
    assert {f.source for f in made.inferred} == {"default"}


def test_a_missing_recording_is_loud(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No recording of"):
        asyncio.run(generate(MAYA, store=Store(tmp_path / "none.sqlite"), replay=True))


def test_an_empty_description_calls_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="description is empty"):
        asyncio.run(generate(" ", store=Store(tmp_path / "none.sqlite")))
    assert list(tmp_path.iterdir()) == []


def test_a_description_file_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text(MAYA)
    assert read_description(path) == MAYA
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_description(path)
