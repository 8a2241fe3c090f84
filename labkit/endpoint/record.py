"""The record store: every model call is written here before anything else happens to its answer."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from labkit.errors import StoreError

__all__ = ["SETTLED", "Outcome", "Record", "Store"]

Outcome = Literal["reply", "refusal", "empty", "cut", "error"]

SETTLED: frozenset[Outcome] = frozenset({"reply", "refusal", "empty"})
"""Outcomes that answer the request. `cut` and `error` are kept on record and tried again."""

_VERSION = 1
_SCHEMA = """
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    request_key TEXT NOT NULL,
    sample INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    route TEXT NOT NULL,
    request TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('reply', 'refusal', 'empty', 'cut', 'error')),
    text TEXT NOT NULL,
    stop_reason TEXT,
    model TEXT,
    usage TEXT NOT NULL,
    first_text_s REAL,
    total_s REAL,
    created_at TEXT NOT NULL,
    request_id TEXT,
    status INTEGER,
    error TEXT,
    retries INTEGER NOT NULL
);
CREATE UNIQUE INDEX settled ON record (request_key, sample)
    WHERE outcome IN ('reply', 'refusal', 'empty');
"""
_COLUMNS = (
    "request_key, sample, endpoint, route, request, outcome, text, stop_reason, model, usage, "
    "first_text_s, total_s, created_at, request_id, status, error, retries"
)
_FIND = f"SELECT {_COLUMNS} FROM record WHERE request_key = ? AND sample = ? AND outcome IN ('reply', 'refusal', 'empty')"  # noqa: E501, S608
_INSERT = (
    f"INSERT INTO record ({_COLUMNS}) VALUES ({', '.join('?' * 17)}) "  # noqa: S608
    "ON CONFLICT (request_key, sample) WHERE outcome IN ('reply', 'refusal', 'empty') DO NOTHING"
)


@dataclass(frozen=True)
class Record:
    """One model call: the whole request, and what came of it.

    `first_text_s` and `total_s` are seconds from the start of the last attempt; `retries` counts
    the attempts before it. `usage` is the endpoint's own, by the Messages API's field names.
    `source` says where this object came from (`call`, `store`, `recording`); it is not stored.
    """

    request_key: str
    sample: int
    endpoint: str
    route: str
    request: Mapping[str, Any]
    outcome: Outcome
    text: str
    stop_reason: str | None
    model: str | None
    usage: Mapping[str, Any]
    first_text_s: float | None
    total_s: float | None
    created_at: str
    request_id: str | None = None
    status: int | None = None
    error: str | None = None
    retries: int = 0
    source: str = field(default="call", compare=False)

    @property
    def settled(self) -> bool:
        """Whether the request has been answered and need not be sent again."""
        return self.outcome in SETTLED


class Store:
    """Records in one SQLite file that several processes and threads may use at once.

    A record that `put` has returned from survives a crash of the program and of the machine. The
    file is made at the first write. Keep it on a local disk: SQLite's write-ahead log, which lets
    readers and a writer work side by side, needs shared memory. Trouble is a `StoreError`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).expanduser()
        self._lock = threading.RLock()
        self._db: sqlite3.Connection | None = None
        self._pid = 0

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def get(self, request_key: str, sample: int) -> Record | None:
        """The answer on record for this request and sample, if there is one."""
        with self._lock, _explained(self.path):
            if (db := self._open(create=False)) is None:
                return None
            row = db.execute(_FIND, (request_key, sample)).fetchone()
            return _record(row) if row else None

    def put(self, record: Record) -> Record:
        """Write a record durably and return the one that stands.

        The first answer to a request and sample wins: a later one is dropped.
        """
        with self._lock, _explained(self.path):
            db = self._open(create=True)
            assert db is not None
            with _transaction(db):
                written = db.execute(_INSERT, _row(record)).rowcount
                if written or not record.settled:
                    return record
                row = db.execute(_FIND, (record.request_key, record.sample)).fetchone()
                return _record(row)

    def records(self) -> Iterator[Record]:
        """Every record in the order it was written, failures and all."""
        with self._lock, _explained(self.path):
            db = self._open(create=False)
            query = f"SELECT {_COLUMNS} FROM record ORDER BY id"  # noqa: S608
            rows = db.execute(query).fetchall() if db else []
        yield from map(_record, rows)

    def export(
        self, path: str | os.PathLike[str], keys: Iterable[tuple[str, int]] | None = None
    ) -> int:
        """Write the answers on record as a JSONL recording and return how many there were.

        `keys` are (request key, sample) pairs; all answers by default. The same answers always
        give the same bytes.
        """
        from labkit.endpoint.recordings import write_recordings

        wanted = None if keys is None else set(keys)
        return write_recordings(
            path,
            (
                r
                for r in self.records()
                if r.settled and (wanted is None or (r.request_key, r.sample) in wanted)
            ),
        )

    def load(self, path: str | os.PathLike[str]) -> int:
        """Take in a JSONL recording, all of it or nothing, and return how many records were new."""
        from labkit.endpoint.recordings import read_recordings

        records = list(read_recordings(path))
        with self._lock, _explained(self.path):
            db = self._open(create=True)
            assert db is not None
            with _transaction(db):
                return sum(db.execute(_INSERT, _row(r)).rowcount for r in records)

    def close(self) -> None:
        """Let go of the file; the store opens again by itself when used."""
        with self._lock:
            if self._db is not None and self._pid == os.getpid():
                self._db.close()
            self._db = None

    def _open(self, *, create: bool) -> sqlite3.Connection | None:
        # A connection must not cross a fork.
        if self._db is not None and self._pid == os.getpid():
            return self._db
        if not create and not self.path.exists():
            return None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder of the reply store {self.path} cannot be made: "
                f"{error.strerror or error}."
            ) from None
        # isolation_level=None: transactions begin and end where this module says.
        db = sqlite3.connect(self.path, timeout=30.0, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db, self.path)
        except BaseException:
            db.close()
            raise
        self._db, self._pid = db, os.getpid()
        return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    # FULL: what was acknowledged survives a power cut too. One fsync a reply is nothing beside a
    # model call.
    db.execute("PRAGMA synchronous = FULL")
    version = _version(db, path)
    if version == _VERSION:
        return
    _write_ahead(db)
    with _transaction(db):
        if _version(db, path) == 0:  # another process may have been quicker
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")


def _version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    strange = version == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if strange or version not in (0, _VERSION):
        raise StoreError(
            f"{path} is no reply store this labkit can use (version {version}, expected "
            f"{_VERSION}); name another file."
        )
    return version


def _write_ahead(db: sqlite3.Connection) -> None:
    # Two processes that make the file at the same moment: SQLite refuses one at once, whatever the
    # timeout, to avoid a deadlock.
    deadline = time.monotonic() + 30
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # SQLite may have rolled back already
            db.execute("ROLLBACK")
        raise


_TROUBLE = {
    "SQLITE_FULL": "the disk is full; what it held is kept, free some space and run again",
    "SQLITE_IOERR": "the disk failed or is full; check it and run again",
    "SQLITE_READONLY": "it cannot be written to; check its permissions",
    "SQLITE_PERM": "it cannot be written to; check its permissions",
    "SQLITE_CANTOPEN": "it cannot be opened; check the folder and its permissions",
    "SQLITE_NOTADB": "it is not an SQLite file; move it away or name another",
    "SQLITE_CORRUPT": "it is damaged; move it away and run again",
    "SQLITE_BUSY": "another process has held it for over 30 seconds; end that one and run again",
}


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        why = next((text for code, text in _TROUBLE.items() if name.startswith(code)), str(error))
        raise StoreError(f"The reply store {path} failed: {why}.") from error


def _row(record: Record) -> tuple[Any, ...]:
    return (
        record.request_key,
        record.sample,
        record.endpoint,
        record.route,
        # ASCII: a lone surrogate in a request cannot be written to SQLite otherwise.
        json.dumps(record.request),
        record.outcome,
        record.text,
        record.stop_reason,
        record.model,
        json.dumps(record.usage, sort_keys=True),
        record.first_text_s,
        record.total_s,
        record.created_at,
        record.request_id,
        record.status,
        record.error,
        record.retries,
    )


def _record(row: tuple[Any, ...]) -> Record:
    fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
    fields["request"] = json.loads(fields["request"])
    fields["usage"] = json.loads(fields["usage"])
    return Record(**fields, source="store")
