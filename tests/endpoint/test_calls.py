"""Every way a call can end, against a stub that plays the documented wire shapes."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
import stub_server as wire
from stub_server import Status, Stream, StubServer, block, end, start

from labkit.endpoint import (
    Line,
    Record,
    Recordings,
    Store,
    ask,
    ask_json,
    request_key,
    resolve,
    write_recordings,
)
from labkit.errors import EndpointError, LabkitError, StoreError

BODY = {"model": "m", "max_tokens": 20, "messages": [{"role": "user", "content": "Hi."}]}
THINKING = block(0, "thinking", "They said hi.", " I greet.")

BUSY = ("error", {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}})


def call(stub: StubServer, store: Store | None = None, **options: Any) -> Record:
    body = options.pop("body", BODY)
    return asyncio.run(ask(resolve(f"{stub.url}#m"), body, store=store, **options))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "replies.sqlite")


def test_a_reply(stub: StubServer, store: Store) -> None:
    stub.answers.append(wire.reply("Hello", " there."))
    record = call(stub, store)
    assert (record.outcome, record.text, record.stop_reason) == (
        "reply",
        "Hello there.",
        "end_turn",
    )
    assert (record.model, record.request_id, record.source) == ("stub-model", "req_stub", "call")
    assert record.usage["input_tokens"] == 7
    assert record.usage["output_tokens"] == 5
    assert record.first_text_s is not None
    assert record.total_s is not None
    assert 0 < record.first_text_s <= record.total_s < 5
    assert record.request == BODY
    assert stub.bodies == [{**BODY, "stream": True}]


def test_the_second_time_nothing_is_called(stub: StubServer, store: Store) -> None:
    first = call(stub, store)
    again = call(stub, store)
    assert again == first
    assert again.source == "store"
    assert len(stub.bodies) == 1
    call(stub, store, sample=2)
    assert len(stub.bodies) == 2


@pytest.mark.parametrize(
    ("answer", "outcome", "text"),
    [
        (Stream([start(), *block(0, "text", "Half a sen")[:2]]), "cut", "Half a sen"),
        (Stream([start(), *block(0, "text", "Half a sen")[:2]], drop=True), "cut", "Half a sen"),
        (Stream([start()]), "cut", ""),
        (Stream([]), "error", ""),
        (
            Stream(
                [
                    start(),
                    *block(0, "text", "So")[:2],
                    BUSY,
                ]
            ),
            "error",
            "So",
        ),
        (Stream([start(), *block(0, "text", "I can't"), *end("refusal")]), "refusal", "I can't"),
        (Stream([start(), *end("refusal")]), "refusal", ""),
        (Stream([start(), *THINKING, *end("max_tokens")]), "empty", ""),
        (Stream(end("end_turn")), "empty", ""),  # llama.cpp, when the model says nothing
        (Stream([start(), *block(0, "text", " \n"), *end("end_turn")]), "empty", " \n"),
        (Stream([start(), *THINKING, *block(1, "text", "Hi!"), *end("end_turn")]), "reply", "Hi!"),
        (wire.reply("So what I", stop_reason="max_tokens"), "reply", "So what I"),
        (Status(401), "error", ""),
        (Status(404), "error", ""),
        (Status(200, b"<html>a proxy's login page</html>"), "error", ""),
    ],
)
def test_outcomes(
    stub: StubServer, store: Store, answer: Stream | Status, outcome: str, text: str
) -> None:
    stub.answers.append(answer)
    record = call(stub, store)
    assert (record.outcome, record.text) == (outcome, text)
    assert bool(record.error) == (outcome in ("cut", "error"))
    assert [r.outcome for r in store.records()] == [outcome]
    stub.answers.append(wire.reply("Later."))
    later = call(stub, store)
    if outcome in ("cut", "error"):
        assert (later.outcome, later.text) == ("reply", "Later.")
        assert [r.outcome for r in store.records()] == [outcome, "reply"]
    else:
        assert later == record
        assert len(stub.bodies) == 1


def test_errors_say_status_and_reason(stub: StubServer) -> None:
    stub.answers.append(Status(401))
    record = call(stub)
    assert record.status == 401
    assert record.error == "401 authentication_error: the stub says 401"
    stub.answers.append(Stream([start(), BUSY]))
    record = call(stub)
    assert record.status == 200
    assert record.error is not None
    assert record.error.startswith("200 overloaded_error")


def test_a_rate_limit_is_waited_out_and_not_timed(stub: StubServer) -> None:
    stub.answers += [Status(429, retry_after="0.6"), wire.reply("There.")]
    record = call(stub)
    assert (record.outcome, record.text, record.retries) == ("reply", "There.", 1)
    assert record.first_text_s is not None
    assert record.first_text_s < 0.5


def test_a_server_that_keeps_failing(stub: StubServer, store: Store) -> None:
    stub.otherwise = Status(500, retry_after_ms="1")
    record = call(stub, store)
    assert (record.outcome, record.status, record.retries) == ("error", 500, 2)
    assert len(stub.bodies) == 3


def test_nothing_listens(store: Store) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(EndpointError, match="No model answers at") as caught:
        asyncio.run(ask(resolve(f"{url}#m"), BODY, store=store))
    assert url in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(store.records())


def test_fields_the_sdk_does_not_name_are_sent(stub: StubServer) -> None:
    body = {**BODY, "temperature": 0.5, "thinking": {"type": "disabled"}}
    call(stub, body=body)
    assert stub.bodies == [{**body, "stream": True}]


def test_half_a_surrogate_pair_is_mended(stub: StubServer, store: Store) -> None:
    stub.answers.append(wire.reply("Bye \ud83d", " now."))
    assert call(stub, store).text == "Bye � now."
    assert next(store.records()).text == "Bye � now."


def test_the_key_is_nowhere_on_record(
    stub: StubServer, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = "sk-test-do-not-keep-4711"
    monkeypatch.setenv("LABKIT_API_KEY", key)
    told = {"error": {"type": "authentication_error", "message": f"bad key {key}"}}
    stub.answers += [Status(401, told), wire.reply("Fine.")]
    record = call(stub, store)
    assert record.error == "401 authentication_error: bad key [key]"
    call(stub, store)
    store.export(tmp_path / "out.jsonl")
    store.close()
    sent = [headers for path, headers, _ in stub.seen if path == "/v1/messages"]
    assert {h["X-Api-Key"] for h in sent} == {key}
    for file in tmp_path.iterdir():
        assert key.encode() not in file.read_bytes(), file


def test_replay_uses_records_and_refuses_to_call(
    stub: StubServer, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = call(stub, store)
    write_recordings(tmp_path / "r.jsonl", [record])
    monkeypatch.setenv("LABKIT_REPLAY", "1")
    replayed = call(stub, recordings=Recordings(tmp_path / "r.jsonl"))
    assert replayed == record
    assert replayed.source == "recording"
    with pytest.raises(StoreError, match=r"No recording of scenario greeting \(sample 2") as caught:
        call(stub, store, sample=2, label="scenario greeting")
    assert isinstance(caught.value, LabkitError)
    assert record.request_key[:12] in str(caught.value)
    assert len(stub.bodies) == 1


def test_the_key_of_a_request_depends_on_all_of_it() -> None:
    key = request_key("gguf:1", "/v1/messages", BODY)
    assert key == request_key("gguf:1", "/v1/messages", dict(reversed(BODY.items())))
    others = [
        request_key("gguf:2", "/v1/messages", BODY),
        request_key("gguf:1", "/v1/chat/completions", BODY),
        request_key("gguf:1", "/v1/messages", {**BODY, "max_tokens": 21}),
    ]
    assert len({key, *others}) == 4


def test_one_line_serves_many_calls(stub: StubServer, store: Store) -> None:
    async def many() -> list[Record]:
        async with Line(resolve(f"{stub.url}#m")) as line:
            calls = (ask(line, BODY, sample=n, store=store) for n in range(1, 31))
            return await asyncio.gather(*calls)

    records = asyncio.run(many())
    assert [r.outcome for r in records] == ["reply"] * 30
    assert len(list(store.records())) == 30


@pytest.mark.parametrize(
    ("text", "value"),
    [('{"name": "Maya"}', {"name": "Maya"}), ("Sure! {", None), ("[1]", None)],
)
def test_ask_json_elsewhere_uses_a_structured_output_format(
    stub: StubServer, text: str, value: object
) -> None:
    stub.answers.append(wire.reply(text))
    messages = [{"role": "system", "content": "Fill in."}, {"role": "user", "content": "Maya"}]
    schema = {"type": "object"}
    made = asyncio.run(ask_json(resolve(f"{stub.url}#m"), messages, schema, seed=1))
    assert made == value
    (body,) = stub.bodies
    assert body["system"] == "Fill in."
    assert body["messages"] == messages[1:]
    assert body["output_config"] == {"format": {"type": "json_schema", "schema": schema}}
    assert "seed" not in body
