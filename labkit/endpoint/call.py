"""One model call, recorded before its answer is used, and made only when it is not on record."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from labkit.endpoint.connection import Endpoint, Line, unreachable
from labkit.endpoint.record import Outcome, Record, Store
from labkit.endpoint.recordings import Recordings, request_key
from labkit.errors import EndpointError, StoreError

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

__all__ = ["CHAT", "MESSAGES", "ask", "ask_json", "find", "replaying", "request_key"]

MESSAGES = "/v1/messages"
CHAT = "/v1/chat/completions"

# What the SDK's `messages.stream` takes by name; anything else travels in `extra_body`.
_NAMED = frozenset(
    {
        "cache_control",
        "max_tokens",
        "messages",
        "metadata",
        "model",
        "output_config",
        "service_tier",
        "stop_sequences",
        "system",
        "thinking",
    }
)
_FINISH = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}


def replaying(replay: bool | None) -> bool:
    """Whether only records may answer: as asked, else as `LABKIT_REPLAY=1` says."""
    return os.environ.get("LABKIT_REPLAY", "") not in ("", "0") if replay is None else replay


def find(
    key: str, sample: int, store: Store | None, recordings: Recordings | None
) -> Record | None:
    """The answer on record for a request key and sample: the store's, else the recordings'."""
    found = store.get(key, sample) if store else None
    if found is None and recordings is not None:
        found = recordings.get(key, sample)
    return found


async def ask(
    endpoint: Endpoint | Line,
    body: Mapping[str, Any],
    *,
    sample: int = 1,
    store: Store | None = None,
    recordings: Recordings | None = None,
    replay: bool | None = None,
    label: str = "",
) -> Record:
    """The answer to one `/v1/messages` request: from the record, else from the model, streamed.

    A new answer is durably in `store` before it is returned. Refusals and empty answers are answers
    and come back from the record; cut streams and errors are recorded and tried again next time.
    Raises `EndpointError` when nothing answers at the endpoint, and `StoreError` when `replay` is
    on and there is no record; `label` names the request in that message.
    """
    return await _ask(endpoint, MESSAGES, body, _stream, sample, store, recordings, replay, label)


async def ask_json(
    endpoint: Endpoint | Line,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any],
    *,
    max_tokens: int = 200,
    temperature: float | None = None,
    seed: int | None = None,
    sample: int = 1,
    store: Store | None = None,
    recordings: Recordings | None = None,
    replay: bool | None = None,
    label: str = "",
) -> dict[str, Any] | None:
    """A JSON object that follows `schema`, or `None` when the model gave no usable one.

    `messages` have `role` (`system`, `user` or `assistant`) and `content`. The embedded model is
    held to the schema by llama.cpp's grammar on its chat route, where `temperature` and `seed`
    count too; other endpoints get the schema as a structured output format and take neither. The
    caller still checks the values: bounds in a schema are not enforced everywhere.
    """
    place = endpoint.endpoint if isinstance(endpoint, Line) else endpoint
    body: dict[str, Any] = {"model": place.model, "max_tokens": max_tokens}
    if place.kind == "local":
        body["messages"] = [dict(m) for m in messages]
        form = {"name": "answer", "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
        body |= {n: v for n, v in (("temperature", temperature), ("seed", seed)) if v is not None}
        made = await _ask(endpoint, CHAT, body, _complete, sample, store, recordings, replay, label)
    else:
        system = "\n\n".join(m["content"] for m in messages if m["role"] == "system")
        body["messages"] = [dict(m) for m in messages if m["role"] != "system"]
        body |= {"system": system} if system else {}
        body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        made = await ask(
            endpoint,
            body,
            sample=sample,
            store=store,
            recordings=recordings,
            replay=replay,
            label=label,
        )
    if made.outcome != "reply":
        return None
    try:
        value = json.loads(made.text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


class _Call:
    """What is learnt during one call, kept outside it so that a failure leaves what came before."""

    def __init__(self, client: AsyncAnthropic) -> None:
        self.client = client.with_middleware(self._attempt)
        self.began = time.perf_counter()
        self.facts: dict[str, Any] = {"text": "", "usage": {}}
        self.started = False

    async def _attempt(self, request: Any, call_next: Any) -> Any:
        # The SDK waits between attempts; the clock must not count that.
        self.began = time.perf_counter()
        self.facts["retries"] = request.retries_taken
        return await call_next(request)

    def seconds(self) -> float:
        return round(time.perf_counter() - self.began, 4)


async def _ask(
    endpoint: Endpoint | Line,
    route: str,
    body: Mapping[str, Any],
    send: Any,
    sample: int,
    store: Store | None,
    recordings: Recordings | None,
    replay: bool | None,
    label: str,
) -> Record:
    place = endpoint.endpoint if isinstance(endpoint, Line) else endpoint
    key = request_key(place.identity, route, body)
    found = find(key, sample, store, recordings)
    if found is not None:
        return found
    if replaying(replay):
        what = label or f"a request to {place.model}"
        raise StoreError(
            f"No recording of {what} (sample {sample}, request {key[:12]}): the prompt, the "
            "scenario or the settings changed since. Run again without LABKIT_REPLAY to record it."
        )
    async with _line(endpoint) as line:
        call = _Call(await line.client())
        outcome: Outcome
        try:
            outcome = await send(call, body)
        except _failures() as error:
            outcome = _failed(call, error, place)
    record = Record(
        request_key=key,
        sample=sample,
        endpoint=place.identity,
        route=route,
        request=dict(body),
        outcome=outcome,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        **{**_NOTHING, "total_s": call.seconds(), **call.facts},
    )
    record = replace(record, text=_mended(record.text))
    if store is None:
        return record
    # Shielded: an answer that has arrived is written even if the caller is cancelled now.
    return await asyncio.shield(asyncio.to_thread(store.put, record))


_NOTHING: dict[str, Any] = {"stop_reason": None, "model": None, "first_text_s": None}


@asynccontextmanager
async def _line(endpoint: Endpoint | Line) -> AsyncIterator[Line]:
    if isinstance(endpoint, Line):
        yield endpoint
    else:
        async with Line(endpoint) as line:
            yield line


async def _stream(call: _Call, body: Mapping[str, Any]) -> Outcome:
    named = {k: v for k, v in body.items() if k in _NAMED}
    extra = {k: v for k, v in body.items() if k not in _NAMED} or None
    facts = call.facts
    async with call.client.messages.stream(**named, extra_body=extra) as stream:
        facts["request_id"] = stream.request_id
        async for event in stream:
            if event.type == "text" and event.text:
                facts.setdefault("first_text_s", call.seconds())
                facts["text"] += event.text
            elif event.type == "message_start" or (event.type == "message_delta" and call.started):
                call.started = True
                message = stream.current_message_snapshot
                facts["model"] = message.model
                facts["stop_reason"] = message.stop_reason
                facts["usage"] = message.usage.model_dump(mode="json", exclude_none=True)
            elif event.type == "message_delta":
                # llama.cpp begins no message when the model has nothing to say; it only ends one.
                facts["stop_reason"] = event.delta.stop_reason
    # The SDK raises nothing for a stream that just stops.
    if facts.get("stop_reason") is None:
        facts["error"] = "the stream ended before the message did"
        return "cut" if call.started else "error"
    return _judged(facts)


async def _complete(call: _Call, body: Mapping[str, Any]) -> Outcome:
    answer: Any = await call.client.post(CHAT, body=dict(body), cast_to=object)
    choice, usage = answer["choices"][0], answer.get("usage") or {}
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    finish = choice.get("finish_reason")
    call.facts |= {
        "text": choice["message"].get("content") or "",
        "stop_reason": _FINISH.get(finish, finish),
        "model": answer.get("model"),
        "usage": {
            "input_tokens": (usage.get("prompt_tokens") or 0) - cached,
            "cache_read_input_tokens": cached,
            "output_tokens": usage.get("completion_tokens") or 0,
        },
    }
    return _judged(call.facts)


def _judged(facts: Mapping[str, Any]) -> Outcome:
    if facts["stop_reason"] == "refusal":
        return "refusal"
    return "reply" if facts["text"].strip() else "empty"


def _failures() -> tuple[type[Exception], ...]:
    import anthropic
    import httpx2

    # The SDK's own errors, a connection lost in mid-stream, and an answer that is nonsense: the
    # SDK reads it with pydantic (ValueError) or by index and attribute.
    nonsense = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RuntimeError)
    return (anthropic.AnthropicError, httpx2.HTTPError, *nonsense)


def _failed(call: _Call, error: Exception, place: Endpoint) -> Outcome:
    import anthropic
    import httpx2

    # The SDK wraps what goes wrong before an answer begins, and nothing after that.
    cause = error if isinstance(error, httpx2.HTTPError) else error.__cause__ or error
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
        raise EndpointError(unreachable(place.url, _safe(str(cause), call))) from None
    what = type(error).__name__
    if isinstance(error, anthropic.APIStatusError):
        call.facts["status"] = error.status_code
        call.facts["request_id"] = call.facts.get("request_id") or error.request_id
        what = f"{error.status_code} {error.type or what}"
    reason = getattr(error, "api_message", None) or str(cause)
    call.facts["error"] = _safe(f"{what}: {reason}", call)
    lost = isinstance(cause, httpx2.HTTPError)
    return "cut" if call.started and lost else "error"


def _safe(text: str, call: _Call) -> str:
    """One line of at most 500 characters in which no key stands."""
    for secret in (call.client.api_key, call.client.auth_token):
        if secret and len(secret) > 4:  # "none" stands for no key
            text = text.replace(secret, "[key]")
    return " ".join(text.split())[:500]


def _mended(text: str) -> str:
    # Half of a surrogate pair cannot be stored; a model that is cut in mid-character can send one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
