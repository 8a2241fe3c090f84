"""A small HTTP server that plays an Anthropic-compatible endpoint from a script."""

from __future__ import annotations

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {"input_tokens": 7, "output_tokens": 1, "cache_read_input_tokens": 3}


def start(**fields: Any) -> tuple[str, dict[str, Any]]:
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "content": [],
        "model": "stub-model",
        "stop_reason": None,
        "stop_sequence": None,
        "usage": USAGE,
    }
    return "message_start", {"type": "message_start", "message": {**message, **fields}}


def block(index: int, kind: str, *parts: str) -> list[tuple[str, dict[str, Any]]]:
    empty = {"text": {"text": ""}, "thinking": {"thinking": "", "signature": ""}}[kind]
    delta = {"text": "text_delta", "thinking": "thinking_delta"}[kind]
    begin = {
        "type": "content_block_start",
        "index": index,
        "content_block": {"type": kind, **empty},
    }
    events = [("content_block_start", begin)]
    for part in parts:
        piece = {"type": delta, kind: part}
        body = {"type": "content_block_delta", "index": index, "delta": piece}
        events.append(("content_block_delta", body))
    events.append(("content_block_stop", {"type": "content_block_stop", "index": index}))
    return events


def end(stop_reason: str, output_tokens: int = 5) -> list[tuple[str, dict[str, Any]]]:
    delta = {
        "type": "message_delta",
        "delta": {"stop_reason": stop_reason, "stop_sequence": None},
        "usage": {"output_tokens": output_tokens},
    }
    return [("message_delta", delta), ("message_stop", {"type": "message_stop"})]


def reply(*parts: str, stop_reason: str = "end_turn") -> Stream:
    return Stream([start(), *block(0, "text", *parts), *end(stop_reason)])


class Stream:
    """A streamed answer. With `drop` the connection breaks before the body is complete."""

    def __init__(self, events: list[tuple[str, dict[str, Any]]], *, drop: bool = False) -> None:
        lines = (f"event: {name}\ndata: {json.dumps(body)}\n\n" for name, body in events)
        self.body, self.drop = "".join(lines).encode(), drop

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("request-id", "req_stub")
        handler.send_header("Content-Length", str(len(self.body) + (100 if self.drop else 0)))
        handler.end_headers()
        handler.wfile.write(self.body)


class Status:
    """An answer that is an error, or any JSON."""

    def __init__(self, code: int, body: Any = None, **headers: str) -> None:
        self.code, self.headers = code, headers
        kind = {401: "authentication_error", 429: "rate_limit_error"}.get(code, "api_error")
        error = {"type": kind, "message": f"the stub says {code}"}
        self.body = body if body is not None else {"type": "error", "error": error}

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        handler.send_response(self.code)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content)))
        for name, value in self.headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)


class StubServer:
    """Plays `answers` one after the other, then `otherwise`; keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: deque[Stream | Status] = deque()
        self.otherwise: Stream | Status = reply("Sure, ", "happy to help.")
        self.models = ["stub-model"]
        self.seen: list[tuple[str, dict[str, str], Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stub.seen.append((self.path, dict(self.headers), None))
                Status(200, {"data": [{"id": name} for name in stub.models]}).play(self)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.seen.append((self.path, dict(self.headers), body))
                (stub.answers.popleft() if stub.answers else stub.otherwise).play(self)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def bodies(self) -> list[Any]:
        return [body for _, _, body in self.seen if body is not None]

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
