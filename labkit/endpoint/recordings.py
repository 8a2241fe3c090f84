"""Recordings: answers in JSONL files that replay without a model, readable in a diff.

Each line is one record. A text of a request that is longer than 500 characters, such as a system
prompt, stands once at the top of the file as `{"shared": ID, "text": …}` and is referred to as
`{"$shared": ID}`; so a file of many replies to one prompt stays small. Records are ordered by
request key and sample: the same answers always give the same bytes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.endpoint.record import SETTLED, Record
from labkit.errors import StoreError

__all__ = ["Recordings", "read_recordings", "request_key", "write_recordings"]

_LONG = 500
# What a reader of a diff looks for comes first.
_FIRST = ("request_key", "sample", "outcome", "text")
_FIELDS = _FIRST + tuple(
    f.name for f in dataclasses.fields(Record) if f.name not in (*_FIRST, "source")
)
_OPTIONAL = {
    f.name: f.default for f in dataclasses.fields(Record) if f.default is not dataclasses.MISSING
}


def request_key(endpoint: str, route: str, body: Mapping[str, Any]) -> str:
    """The SHA-256 that names a request: the model's identity, the route, the whole body."""
    text = json.dumps(
        [endpoint, route, body],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Recordings:
    """Answers from JSONL files, looked up by request key and sample. Read at the first look-up.

    Of two answers to the same request and sample the first counts, in the order of `paths`.
    """

    def __init__(
        self, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = ()
    ) -> None:
        several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        self.paths = tuple(Path(p) for p in several)
        self._records: dict[tuple[str, int], Record] | None = None

    def get(self, request_key: str, sample: int) -> Record | None:
        """The recorded answer to this request and sample, if there is one."""
        return self._loaded().get((request_key, sample))

    def __len__(self) -> int:
        return len(self._loaded())

    def _loaded(self) -> dict[tuple[str, int], Record]:
        if self._records is None:
            found: dict[tuple[str, int], Record] = {}
            for path in self.paths:
                for record in read_recordings(path):
                    found.setdefault((record.request_key, record.sample), record)
            self._records = found
        return self._records


def write_recordings(path: str | os.PathLike[str], records: Iterable[Record]) -> int:
    """Write the answers among `records` to a JSONL file, all or nothing; return their number."""
    answers: dict[tuple[str, int], Record] = {}
    for record in records:
        if record.outcome in SETTLED:
            answers.setdefault((record.request_key, record.sample), record)
    shared: dict[str, str] = {}
    lines = []
    for _, record in sorted(answers.items()):
        line = {name: getattr(record, name) for name in _FIELDS}
        line = {n: v for n, v in line.items() if n not in _OPTIONAL or v != _OPTIONAL[n]}
        line["request"] = _fold(record.request, shared)
        lines.append(_dump(line))
    top = [_dump({"shared": id, "text": text}) for id, text in sorted(shared.items())]
    target = Path(path)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes("".join(f"{line}\n" for line in [*top, *lines]).encode("utf-8"))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The recording {target} could not be written: {error.strerror or error}."
        ) from None
    return len(lines)


def read_recordings(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The records of a JSONL file, in order; a `StoreError` names the first damaged line."""
    source = Path(path)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise StoreError(
            f"The recording {source} could not be read: {error.strerror or error}."
        ) from None
    shared: dict[str, str] = {}
    # Only "\n" ends a line: replies may hold U+2028 and its kin.
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if "shared" in value:
                shared[value["shared"]] = value["text"]
                continue
            yield _restore(value, shared)
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"The recording {source} is damaged at line {number} ({_brief(error)}); "
                "restore the file or record it again."
            ) from None


def _restore(value: dict[str, Any], shared: Mapping[str, str]) -> Record:
    known = {**_OPTIONAL, **value, "source": "recording"}
    known["request"] = _unfold(value["request"], shared)
    record = Record(**known)
    if record.outcome not in SETTLED or not isinstance(record.text, str):
        raise ValueError(f"no answer with outcome {record.outcome!r}")
    if record.request_key != request_key(record.endpoint, record.route, record.request):
        raise ValueError("the request does not match its key")
    return record


def _fold(value: Any, shared: dict[str, str]) -> Any:
    if isinstance(value, str) and len(value) > _LONG:
        id = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        shared[id] = value
        return {"$shared": id}
    if isinstance(value, Mapping):
        return {k: _fold(v, shared) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_fold(v, shared) for v in value]
    return value


def _unfold(value: Any, shared: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"$shared"} and isinstance(value["$shared"], str):
            return shared[value["$shared"]]
        return {k: _unfold(v, shared) for k, v in value.items()}
    if isinstance(value, list):
        return [_unfold(v, shared) for v in value]
    return value


def _dump(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate can only be written as an escape
        return json.dumps(value)
    return text


def _brief(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return "not JSON"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error)
