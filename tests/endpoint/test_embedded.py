"""The embedded model, served for real."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from labkit.endpoint import Line, Store, ask, ask_json, connect, resolve, start_server
from labkit.endpoint.embedded import LocalServer, _threads, shared_server
from labkit.errors import EndpointError, InputError

MODEL = "smollm2-135m-instruct"
HELLO = [{"role": "user", "content": "Say hi."}]


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists():
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":  # ended, and nobody has asked for its exit code
                return True
        time.sleep(0.05)
    return False


def python(code: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload, no-any-return]


def test_create_stream_and_count_tokens(local_server: LocalServer) -> None:
    async def talk() -> None:
        async with connect("local") as client:
            made = await client.messages.create(model=MODEL, max_tokens=8, messages=HELLO)
            assert made.model == MODEL
            assert made.content[0].type == "text"
            count = await client.messages.count_tokens(model=MODEL, messages=HELLO)
            cached = made.usage.cache_read_input_tokens or 0
            assert count.input_tokens == made.usage.input_tokens + cached
            async with client.messages.stream(model=MODEL, max_tokens=8, messages=HELLO) as stream:
                text = "".join([part async for part in stream.text_stream])
            assert text.strip()

    asyncio.run(talk())


def test_200_quick_calls_in_a_row_without_a_retry(local_server: LocalServer) -> None:
    async def calls() -> None:
        async with connect("local") as client:
            once = client.with_options(max_retries=0)
            for number in range(200):
                if number % 2:
                    async with once.messages.stream(
                        model=MODEL, max_tokens=1, messages=HELLO
                    ) as stream:
                        assert [e.type async for e in stream][-1] == "message_stop"
                else:
                    await once.messages.create(model=MODEL, max_tokens=1, messages=HELLO)

    asyncio.run(calls())


def test_a_recorded_call(local_server: LocalServer, tmp_path: Path) -> None:
    body = {"model": MODEL, "max_tokens": 12, "system": "You are Maya.", "messages": HELLO}
    store = Store(tmp_path / "s.sqlite")

    async def twice() -> None:
        async with Line(resolve("local")) as line:
            first = await ask(line, body, store=store)
            assert first.outcome == "reply"
            assert first.model == MODEL
            assert first.first_text_s is not None
            assert await ask(line, body, store=store) == first

    asyncio.run(twice())
    content = store.path.read_bytes() + Path(f"{store.path}-wal").read_bytes()
    assert local_server.key.encode() not in content
    assert b"127.0.0.1" not in content


def test_json_by_a_schema(local_server: LocalServer, tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 12}, "old": {"type": "boolean"}},
        "required": ["name", "old"],
        "additionalProperties": False,
    }
    store = Store(tmp_path / "s.sqlite")
    messages = [{"role": "user", "content": "Maya is 30. Fill in the form about her."}]

    async def fill(seed: int) -> dict[str, object] | None:
        endpoint = resolve("local")
        return await ask_json(
            endpoint, messages, schema, max_tokens=60, temperature=1.5, seed=seed, store=store
        )

    made = asyncio.run(fill(1))
    assert made is not None
    assert set(made) == {"name", "old"}
    assert isinstance(made["old"], bool)
    (record,) = store.records()
    assert record.route == "/v1/chat/completions"
    assert record.usage["output_tokens"] > 0
    # The same seed gives the same answer, which is what makes it worth sending.
    assert asyncio.run(fill(1)) == made
    other = Store(tmp_path / "t.sqlite")
    again = asyncio.run(
        ask_json(
            resolve("local"), messages, schema, max_tokens=60, temperature=1.5, seed=1, store=other
        )
    )
    assert again == made


def test_a_prompt_that_is_too_long_is_an_error_on_record(local_server: LocalServer) -> None:
    body = {"model": MODEL, "max_tokens": 5, "system": "word " * 9000, "messages": HELLO}
    record = asyncio.run(ask(resolve("local"), body))
    assert (record.outcome, record.status) == ("error", 400)
    assert record.error is not None
    assert "exceed" in record.error


def test_the_server_wants_its_key(local_server: LocalServer) -> None:
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{local_server.url}/v1/models", timeout=5)
    arguments = Path(f"/proc/{local_server.pid}/cmdline")
    if arguments.exists():
        assert local_server.key.encode() not in arguments.read_bytes()


def test_a_child_process_shares_the_server(local_server: LocalServer) -> None:
    child = python("""
        from labkit.endpoint.embedded import shared_server
        server = shared_server()
        print(server.url, server.pid)
    """)
    out, _ = child.communicate(timeout=60)
    assert out.split() == [local_server.url, "None"]


def test_two_threads_at_once_start_one(local_server: LocalServer) -> None:
    child = python(
        """
        import asyncio
        from labkit.endpoint.embedded import shared_server

        async def main():
            both = await asyncio.gather(*(asyncio.to_thread(shared_server) for _ in range(4)))
            print(len({s.url for s in both}), sum(s.process is not None for s in both))

        asyncio.run(main())
        """,
        env={**os.environ, "LABKIT_LOCAL_URL": "http://127.0.0.1:9"},  # stale: nothing listens
    )
    out, _ = child.communicate(timeout=60)
    assert out.split() == ["1", "1"]


@pytest.mark.parametrize("how", ["kill -9", "exit", "kill -9 with the pipe left open"])
def test_the_server_ends_with_its_parent(local_model: Path, how: str) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LABKIT_LOCAL_")}
    parent = python(
        f"""
        import os, sys, time
        from labkit.endpoint.embedded import shared_server
        server = shared_server()
        if {how.endswith("open")!r} and os.fork() == 0:
            time.sleep(20)  # holds a copy of the pipe to the server
            os._exit(0)
        print(server.pid, flush=True)
        time.sleep(0 if {how!r} == "exit" else 60)
        """,
        env=clean,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    if how != "exit":
        assert not gone(pid, 0.2)
        parent.kill()
    parent.wait(timeout=20)
    assert gone(pid)


def test_a_server_that_died_is_replaced(local_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LABKIT_LOCAL_URL", "LABKIT_LOCAL_KEY", "LABKIT_LOCAL_MODEL"):
        monkeypatch.delenv(name, raising=False)
    first = shared_server()
    assert first.process is not None
    assert shared_server().url == first.url
    first.process.kill()
    first.process.wait()
    second = shared_server()
    assert second.pid != first.pid
    second.stop()
    assert gone(second.pid or 0)
    assert "LABKIT_LOCAL_URL" not in os.environ


def test_another_model_gets_a_server_of_its_own(
    local_server: LocalServer,
    local_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    # The same weights with a byte behind them: another file to every hash, and llama.cpp reads it.
    mine = tmp_path / "my own model.gguf"
    mine.write_bytes(local_model.read_bytes() + b"\0")
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LABKIT_MODEL", str(mine))
    for name in ("LABKIT_LOCAL_URL", "LABKIT_LOCAL_KEY", "LABKIT_LOCAL_MODEL"):
        monkeypatch.setenv(name, os.environ[name])
    endpoint = resolve("local")
    assert endpoint.model == "my-own-model"
    assert endpoint.identity != "gguf:b179c9523d0e6a0f"
    server = shared_server()
    try:
        assert server.url != local_server.url
        body = {"model": endpoint.model, "max_tokens": 2, "messages": HELLO}
        assert asyncio.run(ask(endpoint, body)).model == "my-own-model"
    finally:
        server.stop()


def test_a_file_that_llama_cpp_cannot_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(500))
    with pytest.raises(EndpointError, match="could not serve") as caught:
        start_server(broken)
    assert str(broken) in str(caught.value)
    broken.write_bytes(b"not a model")
    with pytest.raises(InputError, match="no GGUF file"):
        start_server(broken)


def test_a_core_stays_free(monkeypatch: pytest.MonkeyPatch) -> None:
    cores = len(os.sched_getaffinity(0))
    assert _threads() == max(1, min(cores - 1, 8))
    monkeypatch.setenv("LABKIT_THREADS", "3")
    assert _threads() == 3
    for wrong in ("0", "two", "-1"):
        monkeypatch.setenv("LABKIT_THREADS", wrong)
        with pytest.raises(InputError, match="LABKIT_THREADS"):
            _threads()


def test_the_child_says_nothing_and_its_ready_line_is_json(local_model: Path) -> None:
    settings = {"path": str(local_model), "name": "m", "key": "k", "port": 0, "threads": 1}
    child = subprocess.Popen(
        [sys.executable, "-m", "labkit.endpoint.embedded"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({**settings, "parent": os.getpid()}).encode() + b"\n")
    child.stdin.flush()
    assert json.loads(child.stdout.readline())["url"].startswith("http://127.0.0.1:")
    rest, errors = child.communicate(timeout=20)  # closes its input
    assert (rest, errors, child.returncode) == (b"", b"", 0)
