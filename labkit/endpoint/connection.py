"""From a model's name to a client: the embedded model, a Claude model, or any base URL."""

from __future__ import annotations

import asyncio
import json
import os
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from labkit.errors import EndpointError, InputError

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

__all__ = ["Endpoint", "Line", "connect", "resolve"]

_OFFICIAL = "https://api.anthropic.com"
_KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Endpoint:
    """A model and where it is, without any secret.

    `spec` is what the user wrote, `model` the name sent in requests, `identity` what stands for the
    model in request keys, `trust` one sentence on how far its replies can be relied on.
    `url` is `None` for the embedded model, which has no fixed one.
    """

    spec: str
    kind: Literal["local", "claude", "url"]
    model: str
    identity: str
    trust: str
    url: str | None = None


def resolve(model: str) -> Endpoint:
    """What `model` stands for: `local`, a `claude-…` id, or a base URL with optional `#model-name`.

    Starts nothing and needs no key. A URL without `#model-name` is asked which model it serves.
    Raises `InputError` for a name that is none of these, `EndpointError` when the URL cannot say.
    """
    spec = model.strip()
    if spec == "local":
        return _local()
    if re.fullmatch(r"claude-[a-z0-9.@:-]+", spec):
        return _claude(spec)
    if spec.startswith(("http://", "https://")):
        return _by_url(spec)
    shown = spec if "@" not in spec else "(not shown, it may hold a password)"
    raise InputError(
        f"Unknown model {shown!r}: give local, a claude-… id, or a base URL such as "
        "http://localhost:11434#name."
    )


def connect(model: str) -> AsyncAnthropic:
    """An async Anthropic client for `model`, as `resolve` reads it; `local` starts the server.

    Keys come from the environment only: `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN` for Claude,
    `LABKIT_API_KEY` (else `ANTHROPIC_API_KEY`) for a URL. A missing key is an `EndpointError`.
    """
    return _client(resolve(model))


class Line:
    """A client for one endpoint that is made at the first call and closed at the end.

    Use as `async with Line(resolve("local")) as line`. Safe for many coroutines of one event loop.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._client: AsyncAnthropic | None = None
        self._lock = asyncio.Lock()

    async def client(self) -> AsyncAnthropic:
        """The client, made now if need be."""
        async with self._lock:
            if self._client is None:
                # In a thread: importing the SDK and starting the server take a second.
                self._client = await asyncio.to_thread(_client, self.endpoint)
            return self._client

    async def close(self) -> None:
        """Close the client's connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def __aenter__(self) -> Line:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _local() -> Endpoint:
    from labkit.endpoint.embedded import local_model_name
    from labkit.endpoint.model_file import MODEL_NAME, fingerprint

    name = local_model_name()
    if name == MODEL_NAME:
        trust = (
            "SmolLM2 135M is a tiny model that breaks rules all the time: good for trying out the "
            "lab, no evidence of how your persona will behave on the model that runs it."
        )
    else:
        trust = (
            f"{name} is a model file of your own: these numbers speak for it alone, "
            "not for the model that will run your persona."
        )
    return Endpoint("local", "local", name, f"gguf:{fingerprint()}", trust)


def _claude(name: str) -> Endpoint:
    url = _clean(os.environ.get("ANTHROPIC_BASE_URL") or _OFFICIAL, "ANTHROPIC_BASE_URL")
    identity = f"claude:{name}" if url == _OFFICIAL else f"claude:{name}@{url}"
    trust = (
        f"{name} follows instructions well: a rule it breaks is a fault of the prompt, but a rule "
        "it keeps may still be broken by the smaller model that runs your persona."
    )
    return Endpoint(name, "claude", name, identity, trust, url)


def _by_url(spec: str) -> Endpoint:
    address, _, name = spec.partition("#")
    url = _clean(address, "The model's address")
    name = name or _only_model(url)
    trust = (
        f"labkit knows nothing about {name}: these numbers speak for the model behind that "
        "address, as it was when it was asked."
    )
    return Endpoint(f"{url}#{name}", "url", name, f"url:{url}#{name}", trust, url)


def _clean(address: str, what: str) -> str:
    """The base URL without a trailing slash or `/v1`; one that carries a secret is refused."""
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise InputError(f"{what} is no usable URL; write it as http://host:port#model-name.")
    if "@" in parts.netloc or parts.query:
        raise InputError(
            f"{what} must hold no user name, password or query, since it goes on record; "
            "put the key in LABKIT_API_KEY."
        )
    path = re.sub(r"(/v1(/messages)?)?/*$", "", parts.path)
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))


def _only_model(url: str) -> str:
    key = _key_for(url)
    headers = {"Authorization": f"Bearer {key}", "X-Api-Key": key}
    request = urllib.request.Request(f"{url}/v1/models", headers=headers)  # noqa: S310 - _clean
    handlers = [urllib.request.ProxyHandler({})] if _is_loopback(url) else []
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=10) as response:
            names = sorted({str(m["id"]) for m in json.load(response)["data"]})
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            raise EndpointError(_refused(url)) from None
        raise EndpointError(
            f"{url} does not list its models ({error.code}); add the name: {url}#model-name."
        ) from None
    except OSError as error:
        reason = getattr(error, "reason", None) or error
        raise EndpointError(unreachable(url, str(reason))) from None
    except (ValueError, KeyError, TypeError):
        raise EndpointError(
            f"{url} does not list its models in a known way; add the name: {url}#model-name."
        ) from None
    if len(names) != 1:
        listed = ", ".join(names[:20]) or "none"
        raise EndpointError(f"{url} serves {len(names)} models ({listed}); name one: {url}#NAME.")
    return names[0]


def unreachable(url: str | None, reason: str) -> str:
    """The one line that says an endpoint did not answer."""
    where = url or "the embedded model"
    return (
        f"No model answers at {where} ({' '.join(reason.split())[:160]}). "
        "Start it or correct the address, then run again; what was recorded is kept."
    )


def _refused(url: str | None) -> str:
    return f"{url} refused the key; set LABKIT_API_KEY to one it accepts."


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK


def _key_for(url: str) -> str:
    if key := os.environ.get("LABKIT_API_KEY"):
        return key
    # A key for Claude must not cross a network in the clear to whoever listens there.
    if url.startswith("https://") or _is_loopback(url):
        return os.environ.get("ANTHROPIC_API_KEY") or "none"
    return "none"


def _client(endpoint: Endpoint) -> AsyncAnthropic:
    if endpoint.kind == "claude":
        return _claude_client(endpoint)
    import anthropic
    import httpx2

    options: dict[str, Any] = {}
    if endpoint.kind == "local":
        from labkit.endpoint.embedded import shared_server

        server = shared_server()
        url, key = server.url, server.key
    else:
        assert endpoint.url is not None
        url, key = endpoint.url, _key_for(endpoint.url)
        # Some servers read one header, some the other.
        options["default_headers"] = {"X-Api-Key": key}
    if url.startswith("http://"):
        # llama.cpp's server closes the connection after every streamed answer although its header
        # promises to keep it; a client that uses it again fails about one time in twenty. A new
        # connection on a plain network costs next to nothing, so none is kept.
        options["http_client"] = anthropic.DefaultAsyncHttpxClient(
            limits=httpx2.Limits(max_keepalive_connections=0),
            trust_env=not _is_loopback(url),  # no proxy between us and the loopback
        )
    return anthropic.AsyncAnthropic(base_url=url, api_key=key, **options)


def _claude_client(endpoint: Endpoint) -> AsyncAnthropic:
    key, token = (os.environ.get(name) for name in _KEYS)
    if not key and not token:
        raise EndpointError(
            f"{endpoint.model} needs a key: set ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN), "
            "or use the model `local`, which needs none."
        )
    import anthropic

    if key:
        return anthropic.AsyncAnthropic(api_key=key, base_url=endpoint.url)
    return anthropic.AsyncAnthropic(auth_token=token, base_url=endpoint.url)
