"""The embedded model: llama.cpp's server in a child process that ends with its parent.

One server serves the whole process tree. Its URL and key are put in the environment, where
processes started later (notebook kernels) find them. The key reaches the server through a pipe,
never through its arguments. `python -m labkit.endpoint.embedded` is that child.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.endpoint.model_file import (
    GGUF_SHA256,
    MODEL_NAME,
    fingerprint,
    model_path,
    verify_model,
)
from labkit.errors import EndpointError, InputError

__all__ = ["LocalServer", "local_model_name", "share", "shared_server", "start_server"]

_URL, _KEY, _MODEL = "LABKIT_LOCAL_URL", "LABKIT_LOCAL_KEY", "LABKIT_LOCAL_MODEL"
_START_SECONDS = 300
_lock = threading.Lock()


@dataclass(frozen=True)
class LocalServer:
    """A running server of the embedded model: where, its key, and its process if it is ours."""

    url: str
    key: str = field(repr=False)
    model: str
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False, compare=False)

    @property
    def pid(self) -> int | None:
        """The server's process id, `None` when another process started it."""
        return self.process.pid if self.process else None

    def stop(self) -> None:
        """End the server if this process started it."""
        if self.process is None:
            return
        with contextlib.suppress(OSError):
            if self.process.stdin:
                self.process.stdin.close()  # the child ends at the end of its input
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=5)
        if os.environ.get(_URL) == self.url:
            for name in (_URL, _KEY, _MODEL):
                os.environ.pop(name, None)


def local_model_name() -> str:
    """The name the local server goes by: the embedded model's, or the stem of `$LABKIT_MODEL`."""
    if not os.environ.get("LABKIT_MODEL") or fingerprint() == GGUF_SHA256[:16]:
        return MODEL_NAME
    return re.sub(r"[^\w.-]+", "-", model_path().stem)


def shared_server() -> LocalServer:
    """The server of this process tree, started now if none answers.

    Thread-safe. Raises `InputError` when the model file is missing or damaged, `EndpointError`
    when the server does not start.
    """
    with _lock:
        found = _from_environment()
        if found is not None and _answers(found):
            return found
        server = start_server()
        share(server)
        return server


def share(server: LocalServer) -> None:
    """Let this process and those it starts from now on find the server in the environment."""
    os.environ.update({_URL: server.url, _KEY: server.key, _MODEL: fingerprint()})


def start_server(path: Path | None = None, *, port: int = 0) -> LocalServer:
    """Start a server of its own on the loopback interface; port 0 takes any free one.

    The caller keeps it: it ends with this process, or at `stop()`.
    """
    path = path or model_path()
    verify_model(path)
    name, key = local_model_name(), secrets.token_urlsafe(24)
    settings = {"path": str(path), "name": name, "key": key, "port": port, "threads": _threads()}
    process = subprocess.Popen(
        [sys.executable, "-m", "labkit.endpoint.embedded"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Threads that spin while they wait lose most of their time on a busy machine: measured on
        # two cores with one taken, replies came more than three times slower.
        env={"OMP_WAIT_POLICY": "PASSIVE", **os.environ},
        # Out of reach of Ctrl-C and of a notebook's interrupt: these are meant for the caller.
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    timer = threading.Timer(_START_SECONDS, process.kill)
    timer.start()
    try:
        process.stdin.write(json.dumps({**settings, "parent": os.getpid()}).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = b""
    except BaseException:
        process.kill()
        raise
    finally:
        timer.cancel()
    process.stdout.close()
    try:
        answer: dict[str, str] = json.loads(line)
    except ValueError:
        process.kill()
        answer = {"error": f"it ended with exit code {process.wait(timeout=5)}"}
    if "url" not in answer:
        process.kill()
        process.wait(timeout=5)
        raise EndpointError(
            f"llama.cpp could not serve {path} ({answer.get('error')}); "
            "check the file, and the port if you chose one."
        )
    server = LocalServer(answer["url"], key, name, process)
    atexit.register(_stop_if_owner, server, os.getpid())
    return server


def _stop_if_owner(server: LocalServer, pid: int) -> None:
    if os.getpid() == pid:  # a forked child inherits the handler but not the server
        server.stop()


def _from_environment() -> LocalServer | None:
    url, key = os.environ.get(_URL), os.environ.get(_KEY)
    if not url or not key or os.environ.get(_MODEL) != fingerprint():
        return None
    return LocalServer(url, key, local_model_name())


def _answers(server: LocalServer) -> bool:
    request = urllib.request.Request(  # noqa: S310 - http is what the loopback speaks
        f"{server.url}/v1/models", headers={"Authorization": f"Bearer {server.key}"}
    )
    # No proxy between us and the loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5) as response:
            names = [m["id"] for m in json.load(response)["data"]]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return server.model in names


def _threads() -> int:
    """Threads for the model: `$LABKIT_THREADS`, else one fewer than there are cores, at most 8."""
    if chosen := os.environ.get("LABKIT_THREADS"):
        if not chosen.isdecimal() or not 1 <= int(chosen) <= 256:
            raise InputError(f"LABKIT_THREADS is {chosen!r}; give a number from 1 to 256.")
        return int(chosen)
    # llama.cpp's threads wait for each other at every step. On two idle cores two threads give 79
    # tokens/s and one 65; beside a busy process two give 4-11 and one still 40. Hence a free core.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min((cores or 1) - 1, 8))


def _serve() -> None:
    """Serve until the parent is gone. Reads its settings as one JSON line from stdin."""
    line = sys.stdin.buffer.readline()
    if not line:
        return
    settings: dict[str, Any] = json.loads(line)
    # llama.cpp logs to both streams; nobody reads them after the ready line.
    ready = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        server = _load(settings)
        answer = {"url": server.listening_address}
    except (RuntimeError, OSError, ValueError, ImportError) as error:
        answer = {"error": " ".join(str(error).split()).rstrip(".") or type(error).__name__}
    with ready:
        ready.write(json.dumps(answer).encode() + b"\n")
    # A parent that was killed may have left the pipe open in a forked child of its own.
    while "url" in answer and os.getppid() == settings["parent"]:
        time.sleep(0.5)
    os._exit(0)  # xllamacpp's threads do not stop for an ordinary exit


def _end_with_input() -> None:
    with contextlib.suppress(OSError, ValueError):
        while sys.stdin.buffer.read(4096):
            pass
    os._exit(0)


def _load(settings: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["path"]
    params.model_alias = [settings["name"]]
    params.api_keys = [settings["key"]]
    params.hostnames = ["127.0.0.1"]
    params.port = settings["port"]
    params.n_ctx = 8192
    # One slot and no flash attention were fastest on two cores: 61 tokens/s, against 48 with flash
    # attention and 40-47 with two slots. One slot also keeps the last request's prompt cached.
    params.n_parallel = 1
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.cpuparams.n_threads = settings["threads"]
    params.cpuparams_batch.n_threads = settings["threads"]
    params.cache_ram_mib = 512
    params.warmup = False
    params.verbosity = 0
    params.ui = False
    params.endpoint_slots = False
    return xllamacpp.Server(params)


if __name__ == "__main__":
    _serve()
