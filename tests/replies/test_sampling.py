"""Sampling: every answer recorded once, failures told from replies, a second run for free."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import stub_server as wire
from pandas.testing import assert_frame_equal
from stub_server import Status, Stream, StubServer, block, end, start

from labkit.endpoint import Store, write_recordings
from labkit.errors import EndpointError, InputError, StoreError
from labkit.replies import Run, Scenario, load_scenarios, sample

PROMPT = "You are Maya.\n"
ONE = Scenario(id="one", title="One", rules=("length",), turns=("Hi!",))
TWO = Scenario(
    id="two", title="Two", rules=("flow",), turns=("First.", "Second."), context="Kim calls."
)
COLUMNS = (
    "run variant scenario sample turn user_turn reply model stop_reason input_tokens "
    "output_tokens cached_tokens first_text_s total_s cost_usd request_key"
).split()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "replies.sqlite")


def play(stub: StubServer | str, store: Store | None = None, **options: Any) -> Run:
    where = stub if isinstance(stub, str) else f"{stub.url}#m"
    options = {"samples": 2, "scenarios": [ONE, TWO], "store": store, **options}
    scenarios = options.pop("scenarios")
    return asyncio.run(sample(options.pop("prompt", PROMPT), scenarios, model=where, **options))


def test_the_table(stub: StubServer, store: Store) -> None:
    run = play(stub, store)
    table = run.replies
    assert list(table.columns) == COLUMNS
    assert list(zip(table.scenario, table["sample"], table.turn, strict=True)) == [
        ("one", 1, 1),
        ("one", 2, 1),
        ("two", 1, 1),
        ("two", 1, 2),
        ("two", 2, 1),
        ("two", 2, 2),
    ]
    row = table.iloc[3]
    assert (row.user_turn, row.reply) == ("Second.", "Sure, happy to help.")
    assert (row.input_tokens, row.output_tokens, row.cached_tokens) == (10, 5, 3)
    assert (row.model, row.stop_reason, row.variant) == ("stub-model", "end_turn", "prompt")
    assert 0 < row.first_text_s <= row.total_s
    assert math.isnan(row.cost_usd)
    assert {str(table[c].dtype) for c in COLUMNS if c.endswith("tokens")} == {"Int64"}
    assert (run.calls, run.from_store, run.skipped, len(run.failures)) == (6, 0, 0, 0)
    assert run.manifest["counts"]["reply"] == 6


def test_what_the_model_is_sent(stub: StubServer, store: Store) -> None:
    play(stub, store, samples=1)
    one, first, second = stub.bodies
    assert one == {
        "model": "m",
        "max_tokens": 200,
        "system": PROMPT,
        "messages": [{"role": "user", "content": "Hi!"}],
        "stream": True,
    }
    assert first["system"] == f"{PROMPT}\n\n---\n\nKim calls."
    assert [m["role"] for m in second["messages"]] == ["user", "assistant", "user"]
    assert second["messages"][1]["content"] == "Sure, happy to help."


def test_a_second_run_calls_nothing_and_is_identical(stub: StubServer, store: Store) -> None:
    first = play(stub, store)
    again = play(stub, store)
    assert (again.calls, again.from_store) == (0, 6)
    assert len(stub.bodies) == 6
    assert_frame_equal(first.replies, again.replies)
    assert again.id == first.id
    assert "started_at" in first.manifest
    assert again.manifest == {k: v for k, v in first.manifest.items() if k != "started_at"}
    more = play(stub, store, samples=3)
    assert (more.calls, more.from_store) == (3, 6)


def test_a_replay_needs_no_endpoint_and_no_sdk(
    stub: StubServer, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = play(stub, store)
    write_recordings(tmp_path / "r.jsonl", first.records)
    stub.close()
    code = f"""
        import asyncio, sys
        from labkit.replies import sample, Scenario
        scenarios = [Scenario(**s) for s in {[ONE.model_dump(), TWO.model_dump()]!r}]
        run = asyncio.run(sample({PROMPT!r}, scenarios, model="{stub.url}#m", samples=2,
                                 recordings=[{str(tmp_path / "r.jsonl")!r}]))
        heavy = {{"anthropic", "httpx2", "pandas"}} & set(sys.modules)
        print(run.calls, run.from_store, heavy, set(run.replies.reply))
    """
    environment = {**os.environ, "LABKIT_REPLAY": "1", "LABKIT_RUNS": str(tmp_path / "runs")}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "0 6 set() {'Sure, happy to help.'}\n", done.stderr
    assert not (tmp_path / "runs").exists()
    with pytest.raises(StoreError, match="No recording of scenario one, turn 1"):
        play(f"{stub.url}#m", None, replay=True, recordings=[], prompt="Another prompt.")


def test_failures_are_no_replies(stub: StubServer, store: Store) -> None:
    stub.answers += [
        Stream([start(), *block(0, "text", "I can't say"), *end("refusal")]),
        wire.reply("Hello."),
        Stream([start(), *block(0, "text", "Half")[:2]]),
        wire.reply("Fine."),
        Stream([start(), *end("max_tokens")]),
    ]
    run = play(stub, store, concurrency=1)
    assert list(run.replies.reply) == ["Hello.", "Fine."]
    failures = run.failures
    assert list(failures.outcome) == ["refusal", "cut", "empty"]
    assert list(failures.text) == ["I can't say", "Half", ""]
    assert list(failures.turn) == [1, 1, 2]
    assert (run.skipped, run.calls) == (1, 5)
    assert run.manifest["counts"] == {
        "reply": 2, "refusal": 1, "empty": 1, "cut": 1, "error": 0, "skipped": 1
    }  # fmt: skip
    # Only the cut one is asked again, and its conversation goes on.
    again = play(stub, store, concurrency=1)
    assert (again.calls, again.from_store) == (2, 4)
    assert list(again.failures.outcome) == ["refusal", "empty"]


def test_empty_tables_have_their_columns(stub: StubServer, store: Store) -> None:
    stub.otherwise = Stream([start(), *end("refusal")])
    run = play(stub, store)
    assert list(run.replies.columns) == COLUMNS
    full = play(stub, Store(store.path.with_name("b")), scenarios=[ONE]).failures
    assert len(run.replies) == 0
    stub.otherwise = wire.reply("Hi.")
    some = play(stub, Store(store.path.with_name("c")), scenarios=[ONE])
    assert list(some.failures.columns) == list(full.columns)
    assert list(run.replies.dtypes) == list(some.replies.dtypes)
    pd.concat([run.replies, some.replies])


def test_conversations_run_side_by_side_and_the_first_call_goes_alone(
    stub: StubServer, store: Store
) -> None:
    running, most, order = 0, 0, []

    class Slow:
        def play(self, handler: Any) -> None:
            nonlocal running, most
            running += 1
            most = max(most, running)
            order.append(running)
            time.sleep(0.1)
            running -= 1
            wire.reply("Yes.").play(handler)

    stub.otherwise = Slow()  # type: ignore[assignment]
    run = play(stub, store, scenarios=[ONE], samples=9, concurrency=4)
    assert len(run.replies) == 9
    assert most == 4
    assert order[:2] == [1, 1]


def test_progress_counts_turns(stub: StubServer, store: Store) -> None:
    told: list[tuple[int, int, str]] = []
    play(stub, store, progress=lambda *now: told.append(now), concurrency=1)
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5, 6]
    assert {total for _, total, _ in told} == {6}
    assert told[0][2] == "one 1/2"


def test_an_endpoint_that_is_not_there(store: Store) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}#m"
    began = time.monotonic()
    with pytest.raises(EndpointError, match="No model answers"):
        play(url, store, samples=50)
    assert time.monotonic() - began < 6
    assert not list(store.records())


def test_an_endpoint_that_goes_away_keeps_what_was_said(stub: StubServer, store: Store) -> None:
    class LastWords:
        def play(self, handler: Any) -> None:
            wire.reply("Bye.").play(handler)
            stub.http.socket.close()

    stub.answers += [wire.reply("Hi."), wire.reply("Hi."), LastWords()]  # type: ignore[list-item]
    with pytest.raises(EndpointError):
        play(stub, store, samples=9, concurrency=1)
    assert [r.text for r in store.records() if r.outcome == "reply"] == ["Hi.", "Hi.", "Bye."]


@pytest.mark.parametrize(
    ("code", "calls", "said"), [(401, 1, "refused the key"), (404, 1, "does not take")]
)
def test_an_answer_that_will_not_change_ends_the_run(
    stub: StubServer, store: Store, code: int, calls: int, said: str
) -> None:
    stub.otherwise = Status(code)
    with pytest.raises(EndpointError, match=said) as caught:
        play(stub, store, samples=20)
    assert f"the stub says {code}" in str(caught.value)
    assert len(stub.bodies) == calls


def test_five_failures_in_a_row_end_the_run(stub: StubServer, store: Store) -> None:
    stub.otherwise = Status(500, x_should_retry="false")
    with pytest.raises(EndpointError, match="5 times in a row"):
        play(stub, store, samples=20, concurrency=1)
    assert len(stub.bodies) == 5
    assert [r.outcome for r in store.records()] == ["error"] * 5


def test_kill_9_in_mid_run_pays_for_nothing_twice(stub: StubServer, store: Store) -> None:
    class Slow:
        def play(self, handler: Any) -> None:
            time.sleep(0.05)
            wire.reply("Yes.").play(handler)

    stub.otherwise = Slow()  # type: ignore[assignment]
    code = f"""
        import asyncio
        from labkit.replies import sample, Scenario
        one = Scenario(**{ONE.model_dump()!r})
        asyncio.run(sample({PROMPT!r}, [one], model="{stub.url}#m", samples=40, concurrency=1,
            store={str(store.path)!r}, progress=lambda done, total, label: print(done, flush=True)))
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(8)][-1]
    child.send_signal(signal.SIGKILL)
    acknowledged = ([acknowledged] + [int(line) for line in child.stdout.read().split()])[-1]
    child.wait()
    paid = len(stub.bodies)
    run = play(stub, store, scenarios=[ONE], samples=40)
    assert run.from_store in (acknowledged, acknowledged + 1)
    assert run.calls == 40 - run.from_store
    assert paid - run.from_store in (0, 1)  # at most the one that was on its way
    assert len(run.replies) == 40


def test_what_is_sent_to_claude(stub: StubServer, store: Store, monkeypatch: Any) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", stub.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-4711")
    stub.otherwise = Stream(
        [start(model="claude-haiku-5-5"), *block(0, "text", "Hi."), *end("end_turn")]
    )
    run = play("claude-haiku-5-5", store, samples=1)
    one, two, _ = stub.bodies
    assert one["thinking"] == {"type": "disabled"}
    assert one["output_config"] == {"effort": "low"}
    mark = {"type": "ephemeral"}
    assert one["system"] == [{"type": "text", "text": PROMPT, "cache_control": mark}]
    assert two["system"][0] == one["system"][0]
    assert two["system"][1]["text"] == "\n\n---\n\nKim calls."
    # 7 tokens at 0.10, 3 from the cache at 0.01, 5 out at 0.50 dollars a million.
    assert run.replies.cost_usd[0] == pytest.approx((7 * 0.1 + 3 * 0.01 + 5 * 0.5) / 1e6)
    store.close()
    assert b"sk-secret" not in store.path.read_bytes()


def test_options_and_names_are_part_of_the_request(stub: StubServer, store: Store) -> None:
    run = play(stub, store, samples=1, max_tokens=9, options={"top_k": 1}, variant="b", run="r1")
    assert {b["max_tokens"] for b in stub.bodies} == {9}
    assert {b["top_k"] for b in stub.bodies} == {1}
    assert set(run.replies.run) == {"r1"}
    assert set(run.replies.variant) == {"b"}
    assert run.manifest["request"] == {"max_tokens": 9, "top_k": 1}
    assert play(stub, store, samples=1).from_store == 0


def test_a_prompt_may_be_an_object_with_text(stub: StubServer, store: Store) -> None:
    class Document:
        text = PROMPT

    assert play(stub, store).from_store == 0
    assert play(stub, store, prompt=Document()).calls == 0


@pytest.mark.parametrize("options", [{"prompt": " \n"}, {"samples": 0}])
def test_input_that_cannot_be_sampled(stub: StubServer, options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        play(stub, **options)
    assert not stub.bodies


def test_with_the_embedded_model(local_model: Path, store: Store) -> None:
    async def twice() -> tuple[Run, Run]:
        scenarios = load_scenarios(only=["goodbye"])
        options: dict[str, Any] = {"samples": 1, "max_tokens": 8, "store": store}
        first = await sample("You are Maya.", scenarios, **options)
        return first, await sample("You are Maya.", scenarios, **options)

    first, again = asyncio.run(twice())
    assert first.calls == len(first.replies) + len(first.failures)
    assert again.calls == 0
    assert_frame_equal(first.replies, again.replies)
    assert set(first.replies.model) <= {"smollm2-135m-instruct"}
    assert set(first.replies.cost_usd) <= {0.0}
    assert "127.0.0.1" not in str(first.manifest)
