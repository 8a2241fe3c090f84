"""Recordings: the same answers give the same bytes, and come back whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_store import record

from labkit.endpoint import Recordings, Store, read_recordings, write_recordings
from labkit.errors import StoreError


def test_export_and_import_round_trip(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    for number in (3, 1, 2):
        store.put(record(number))
    store.put(record(1, sample=2, status=None, retries=1))
    store.put(record(9, outcome="cut", text="H", error="cut"))
    assert store.export(tmp_path / "a.jsonl") == 4
    other = Store(tmp_path / "b.sqlite")
    assert other.load(tmp_path / "a.jsonl") == 4
    assert other.load(tmp_path / "a.jsonl") == 0
    assert other.export(tmp_path / "b.jsonl") == 4
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert other.get(record(2).request_key, 1) == record(2)
    found = other.get(record(1).request_key, 2)
    assert found is not None
    assert found.retries == 1
    assert sorted(p.name for p in tmp_path.glob(".*")) == []


def test_a_recording_is_readable_and_holds_a_prompt_once(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write_recordings(path, [record(1), record(2), record(1)])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    top, *rest = map(json.loads, lines)
    assert top["text"] == record(1).request["system"]
    assert [line["request"]["system"] for line in rest] == [{"$shared": top["shared"]}] * 2
    assert "Hi — I'm Maya. 😀" in lines[1]
    assert list(rest[0])[:4] == ["request_key", "sample", "outcome", "text"]


def test_only_chosen_answers_are_exported(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    for number in range(5):
        store.put(record(number))
    wanted = [(record(4).request_key, 1), ("unknown", 1)]
    assert store.export(tmp_path / "a.jsonl", wanted) == 1
    (found,) = read_recordings(tmp_path / "a.jsonl")
    assert found == record(4)


def test_of_two_recordings_the_first_counts(tmp_path: Path) -> None:
    write_recordings(tmp_path / "1.jsonl", [record(1, text="one")])
    write_recordings(tmp_path / "2.jsonl", [record(1, text="two"), record(2, text="two")])
    both = Recordings([tmp_path / "1.jsonl", tmp_path / "2.jsonl"])
    texts = [both.get(record(n).request_key, 1) for n in (1, 2)]
    assert [r and r.text for r in texts] == ["one", "two"]
    assert len(both) == 2
    assert both.get(record(1).request_key, 2) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line[:-5], "not JSON"),
        (lambda line: line.replace('"model": "m"', '"model": "n"'), "does not match its key"),
        (lambda line: line.replace('"outcome": "reply"', '"outcome": "cut"'), "outcome 'cut'"),
        (lambda line: line.replace('"outcome": "reply"', '"outcom": "reply"'), "outcom"),
        (lambda line: "[]", "mapping"),
        (lambda line: line.replace('"$shared": "', '"$shared": "0'), "is missing"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, change: object, reason: str) -> None:
    path = tmp_path / "r.jsonl"
    write_recordings(path, [record(1)])
    top, line, _ = path.read_bytes().decode().split("\n")
    assert callable(change)
    path.write_text(f"{top}\n{change(line)}\n", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged at line 2") as caught:
        list(read_recordings(path))
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)
    store = Store(tmp_path / "s.sqlite")
    with pytest.raises(StoreError):
        store.load(path)
    assert not list(store.records())


def test_a_recording_that_is_not_there_or_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be read"):
        Recordings(tmp_path / "none.jsonl").get("x", 1)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        write_recordings(tmp_path / "file" / "r.jsonl", [])
