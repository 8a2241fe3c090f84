"""The record store: what it acknowledged is there, whatever happens next."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from labkit.endpoint import Record, Store, request_key
from labkit.errors import StoreError

RECORD = Record(
    request_key="",
    sample=1,
    endpoint="gguf:1",
    route="/v1/messages",
    request={},
    outcome="reply",
    text="Hi — I'm Maya. 😀\u2028Bye.",
    stop_reason="end_turn",
    model="m",
    usage={"input_tokens": 5, "output_tokens": 2},
    first_text_s=0.1,
    total_s=0.2,
    created_at="2026-11-01T00:00:00+00:00",
)


def record(number: int = 1, **fields: object) -> Record:
    body = {"model": "m", "system": "You are Maya. " * 60, "messages": [{"content": str(number)}]}
    key = request_key("gguf:1", "/v1/messages", body)
    return replace(RECORD, request_key=key, request=body, **fields)  # type: ignore[arg-type]


def fill(store: Store, numbers: range, acknowledged: list[Record] | None = None) -> None:
    for number in numbers:
        put = store.put(record(number))
        if acknowledged is not None:
            acknowledged.append(put)


def sound(path: Path) -> bool:
    with sqlite3.connect(path) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))


WRITER = """
import sys
sys.path.insert(0, {tests!r})
from test_store import record
from labkit.endpoint import Store
store = Store({path!r})
for number in range({first}, {last}):
    store.put(record(number))
    print(number, flush=True)
"""


def writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    code = WRITER.format(tests=str(Path(__file__).parent), path=str(path), first=first, last=last)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_what_is_put_is_found(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "replies.sqlite"
    with Store(path) as store:
        assert store.get(record().request_key, 1) is None
        assert not path.exists()
        assert store.put(record()) == record()
    with Store(path) as store:
        found = store.get(record().request_key, 1)
        assert found == record()
        assert found is not None
        assert found.source == "store"
        assert store.get(record().request_key, 2) is None


def test_the_first_answer_wins(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    store.put(record(outcome="cut", text="Hi", error="cut"))
    assert store.get(record().request_key, 1) is None
    store.put(record(text="first"))
    assert store.put(record(text="second")).text == "first"
    store.put(record(outcome="error", text="", error="500"))
    found = store.get(record().request_key, 1)
    assert found is not None
    assert found.text == "first"
    assert [r.outcome for r in store.records()] == ["cut", "reply", "error"]


def test_writes_reach_the_disk_and_readers_do_not_wait(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    store.put(record(1))
    assert store._db is not None
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    writing = sqlite3.connect(store.path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert Store(store.path).get(record(1).request_key, 1) is not None
    assert time.monotonic() - began < 1
    writing.close()


def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    process = writer(path, 0, 100_000)
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(40)]
    process.send_signal(signal.SIGKILL)
    seen += [int(line) for line in process.stdout.read().split()]
    process.wait()
    store = Store(path)
    assert len(seen) >= 40
    for number in seen:
        assert store.get(record(number).request_key, 1) == record(number)
    assert len(list(store.records())) - len(seen) in (0, 1)
    store.put(record(-1))
    assert sound(path)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    # The file does not exist yet, and the ranges overlap.
    both = [writer(path, 0, 60), writer(path, 30, 90)]
    for process in both:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert len(out.split()) == 60
    keys = [r.request_key for r in Store(path).records()]
    assert len(keys) == len(set(keys)) == 90


def test_many_threads_share_a_store(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    threads = [threading.Thread(target=store.put, args=(record(n % 10),)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.records())) == 10


def test_a_held_file_is_waited_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    store.put(record(1))
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.4, other.execute, ["COMMIT"]).start()
    began = time.monotonic()
    store.put(record(2))
    assert time.monotonic() - began > 0.3
    assert len(list(store.records())) == 2


def test_a_full_disk_is_one_line_and_leaves_the_file_sound(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    store.put(record(0))
    assert store._db is not None
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(StoreError, match="disk is full") as caught:
        fill(store, range(1, 100))
    assert str(store.path) in str(caught.value)
    assert "\n" not in str(caught.value)
    kept = len(list(store.records()))
    assert 1 <= kept < 100
    store.close()
    assert sound(store.path)
    store.put(record(200))
    assert len(list(store.records())) == kept + 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        store = Store(disk / "s.sqlite")
        acknowledged: list[Record] = []
        with pytest.raises(StoreError, match="disk"):
            fill(store, range(1000), acknowledged)
        store.close()
        assert acknowledged
        assert list(Store(store.path).records()) == acknowledged
        assert sound(store.path)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_files_that_are_no_store(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("Dear diary, this is not a database at all. " * 50)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    newer = tmp_path / "newer.sqlite"
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 99")
    for path, reason in ((text, "not an SQLite file"), (other, "no reply"), (newer, "version 99")):
        before = path.read_bytes()
        with pytest.raises(StoreError, match=reason) as caught:
            Store(path).put(record())
        assert str(path) in str(caught.value)
        assert path.read_bytes() == before
    with pytest.raises(StoreError, match="cannot be made"):
        Store(text / "s.sqlite").put(record())
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path).put(record())


def test_a_damaged_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    for number in range(30):
        store.put(record(number))
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        list(store.records())
