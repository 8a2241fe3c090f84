"""Sampling: every scenario played several times with a persona's prompt, every answer recorded."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol, get_args

from labkit.endpoint.call import MESSAGES, ask, find, replaying, request_key
from labkit.endpoint.catalog import Options, request_options
from labkit.endpoint.connection import Endpoint, Line, resolve
from labkit.endpoint.record import Outcome, Record, Store
from labkit.endpoint.recordings import Recordings
from labkit.errors import EndpointError, InputError
from labkit.paths import runs
from labkit.replies.run import Row, Run
from labkit.replies.scenario import Scenario, load_scenarios

__all__ = ["Progress", "sample", "system_prompt"]

Progress = Callable[[int, int, str], None]

# Answers that mean no later request can fare better: the key, the model's name, the request itself.
_HOPELESS = frozenset({400, 401, 402, 403, 404, 405, 413, 422})
_GIVE_UP_AFTER = 5
_SEPARATOR = "\n\n---\n\n"


class HasText(Protocol):
    """Anything whose `text` is a prompt, such as `labkit.prompt.Prompt`."""

    @property
    def text(self) -> str:
        """The prompt."""


async def sample(
    prompt: str | HasText,
    scenarios: Sequence[Scenario] | None = None,
    *,
    model: str = "local",
    samples: int = 3,
    max_tokens: int | None = None,
    options: Mapping[str, Any] | None = None,
    variant: str = "prompt",
    run: str | None = None,
    store: Store | str | os.PathLike[str] | None = None,
    recordings: Recordings | Iterable[str | os.PathLike[str]] = (),
    replay: bool | None = None,
    concurrency: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Replies of `model` under `prompt` to each scenario, `samples` times over.

    `scenarios` are the shipped ones by default. Answers on record are used again, so a second run
    with the same input calls no model; `replay` (or `LABKIT_REPLAY=1`) allows nothing else. New
    answers go to `store`, by default `replies.sqlite` in the runs folder. `max_tokens` and
    `options` (fields of the request body) replace those of `data/models.yaml`. `run` names the run;
    by default it is made from the input, so the same input has the same name.
    `progress(done, total, label)` counts turns.

    A turn without a reply ends its conversation and is listed in `Run.failures`. When nothing
    answers, the key is refused, or five calls in a row fail, an `EndpointError` ends the run; what
    was recorded is kept.
    """
    began, started = time.perf_counter(), datetime.now(UTC).isoformat(timespec="seconds")
    text = prompt if isinstance(prompt, str) else prompt.text
    if not text.strip():
        raise InputError("The prompt is empty; there is no persona to sample.")
    if samples < 1:
        raise InputError(f"samples must be at least 1, not {samples}.")
    endpoint = await asyncio.to_thread(resolve, model)
    chosen = list(scenarios) if scenarios is not None else load_scenarios()
    known = request_options(endpoint.model)
    plan = _Plan(
        prompt=text,
        scenarios=chosen,
        endpoint=endpoint,
        samples=samples,
        options=Options(
            max_tokens=max_tokens or known.max_tokens,
            request=known.request if options is None else dict(options),
            cache=known.cache,
        ),
    )
    records = _Records(
        store=store if isinstance(store, Store) else Store(store or runs() / "replies.sqlite"),
        recordings=recordings if isinstance(recordings, Recordings) else Recordings(recordings),
        replay=replaying(replay),
    )
    at_once = concurrency or (1 if endpoint.kind == "local" else 4)
    async with Line(endpoint) as line:
        play = _Play(plan, records, line, progress)
        try:
            await play.all(at_once)
        finally:
            if not isinstance(store, Store):
                records.store.close()
    manifest = _manifest(plan, run, variant, play, started)
    return Run(
        id=manifest["run"],
        variant=variant,
        endpoint=endpoint,
        rows=play.rows(),
        calls=play.calls,
        from_store=play.reused,
        skipped=play.skipped,
        seconds=time.perf_counter() - began,
        manifest=manifest,
    )


def system_prompt(prompt: str, context: str | None) -> str:
    """The prompt as the model gets it: with a call's context after a rule, when there is one.

    The platform appends the context to the prompt without saying how; a rule keeps it apart
    without adding a heading that could pass for a section of the prompt.
    """
    return prompt if context is None else f"{prompt}{_SEPARATOR}{context}"


@dataclass(frozen=True)
class _Plan:
    """Everything that decides which requests are made."""

    prompt: str
    scenarios: Sequence[Scenario]
    endpoint: Endpoint
    samples: int
    options: Options

    @property
    def turns(self) -> int:
        return self.samples * sum(len(s.turns) for s in self.scenarios)

    def body(self, scenario: Scenario, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        return {
            "model": self.endpoint.model,
            "max_tokens": self.options.max_tokens,
            "system": self._system(scenario.context),
            "messages": list(messages),
            **self.options.request,
        }

    def _system(self, context: str | None) -> str | list[dict[str, Any]]:
        if not self.options.cache:
            return system_prompt(self.prompt, context)
        # The prompt is the part that every request shares, so the cache ends where it ends.
        mark = {"cache_control": {"type": "ephemeral"}}
        blocks: list[dict[str, Any]] = [{"type": "text", "text": self.prompt, **mark}]
        if context is not None:
            blocks.append({"type": "text", "text": f"{_SEPARATOR}{context}"})
        return blocks


@dataclass(frozen=True)
class _Records:
    store: Store
    recordings: Recordings
    replay: bool


@dataclass
class _Play:
    """Plays the conversations of a plan, several at once, each turn after turn."""

    plan: _Plan
    records: _Records
    line: Line
    progress: Progress | None
    calls: int = 0
    reused: int = 0
    skipped: int = 0
    _done: int = 0
    _failed_in_a_row: int = 0
    _trouble: Exception | None = None
    _rows: dict[tuple[int, int], list[Row]] = field(default_factory=dict)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _opened: bool = False

    async def all(self, at_once: int) -> None:
        # All samples of a scenario side by side: they share most of what a server has cached.
        waiting = deque(
            (place, number)
            for place in range(len(self.plan.scenarios))
            for number in range(1, self.plan.samples + 1)
        )

        async def work() -> None:
            while waiting and self._trouble is None:
                place, number = waiting.popleft()
                try:
                    await self._conversation(place, number)
                except Exception as error:  # noqa: BLE001 - raised below, once the others are done
                    self._trouble = self._trouble or error

        # After trouble nothing new is begun, but calls on their way are paid for: let them arrive.
        await asyncio.gather(*(work() for _ in range(at_once)))
        if self._trouble is not None:
            raise self._trouble

    def rows(self) -> list[Row]:
        """All turns that were asked, in the plan's order, whatever order they came back in."""
        return [row for _, rows in sorted(self._rows.items()) for row in rows]

    async def _conversation(self, place: int, number: int) -> None:
        scenario = self.plan.scenarios[place]
        rows = self._rows[place, number] = []
        messages: list[dict[str, str]] = []
        for turn, said in enumerate(scenario.turns, start=1):
            messages.append({"role": "user", "content": said})
            label = f"scenario {scenario.id}, turn {turn}"
            record = await self._answer(self.plan.body(scenario, messages), number, label)
            rows.append(Row(scenario.id, number, turn, said, record))
            self._report(1, f"{scenario.id} {number}/{self.plan.samples}")
            if record.outcome != "reply":
                left = len(scenario.turns) - turn
                self.skipped += left
                self._report(left, f"{scenario.id} {number}/{self.plan.samples}")
                return
            messages.append({"role": "assistant", "content": record.text})

    async def _answer(self, body: dict[str, Any], number: int, label: str) -> Record:
        records = self.records
        key = request_key(self.plan.endpoint.identity, MESSAGES, body)
        record = find(key, number, records.store, records.recordings)
        if record is None:
            record = await self._call(body, number, label)
        if record.source == "call":
            self._judge(record)
        else:
            self.reused += 1
        return record

    async def _call(self, body: dict[str, Any], number: int, label: str) -> Record:
        if self._opened:
            return await self._send(body, number, label)
        # The first call goes alone: it shows whether the endpoint works at all, and it fills the
        # prompt cache, which all the others would otherwise pay to fill.
        async with self._opening:
            if not self._opened:
                record = await self._send(body, number, label)
                self._opened = True
                return record
        return await self._send(body, number, label)

    async def _send(self, body: dict[str, Any], number: int, label: str) -> Record:
        if self._trouble is not None:
            raise self._trouble
        records = self.records
        record = await ask(
            self.line,
            body,
            sample=number,
            store=records.store,
            recordings=records.recordings,
            replay=records.replay,
            label=label,
        )
        self.calls += record.source == "call"
        return record

    def _judge(self, record: Record) -> None:
        """End the run when the calls to come can only fail too."""
        if record.outcome != "error":
            self._failed_in_a_row = 0
            return
        self._failed_in_a_row += 1
        where = self.plan.endpoint.url or "the embedded model"
        if record.status in (401, 403):
            raise EndpointError(
                f"{where} refused the key ({record.error}); set the right one and run again."
            )
        if record.status in _HOPELESS:
            raise EndpointError(
                f"{where} does not take the request for {self.plan.endpoint.model} "
                f"({record.error}); what was recorded before is kept."
            )
        if self._failed_in_a_row >= _GIVE_UP_AFTER:
            raise EndpointError(
                f"{where} failed {_GIVE_UP_AFTER} times in a row, last with {record.error}; "
                "run again later, what was recorded is kept."
            )

    def _report(self, turns: int, label: str) -> None:
        self._done += turns
        if self.progress is not None and turns:
            self.progress(self._done, self.plan.turns, label)


def _manifest(
    plan: _Plan, run: str | None, variant: str, play: _Play, started: str
) -> dict[str, Any]:
    outcomes = Counter(row.record.outcome for row in play.rows())
    manifest: dict[str, Any] = {
        "run": run or "",
        "variant": variant,
        "prompt_sha256": hashlib.sha256(plan.prompt.encode("utf-8", "surrogatepass")).hexdigest(),
        "scenarios": {s.id: s.sha256 for s in plan.scenarios},
        "model": {
            "name": plan.endpoint.model,
            "kind": plan.endpoint.kind,
            "identity": plan.endpoint.identity,
        },
        "request": {"max_tokens": plan.options.max_tokens, **plan.options.request},
        "samples": plan.samples,
    }
    if run is None:
        manifest["run"] = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[
            :12
        ]
    manifest["counts"] = {o: outcomes[o] for o in get_args(Outcome)} | {"skipped": play.skipped}
    manifest["versions"] = {name: _version(name) for name in ("labkit", "anthropic", "xllamacpp")}
    if play.calls:
        manifest["started_at"] = started
    return manifest


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
