"""From a model's name to an endpoint and a client, and what is said when there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from stub_server import StubServer

from labkit.endpoint import connect, resolve
from labkit.endpoint.connection import _key_for
from labkit.errors import EndpointError, InputError


def test_local_needs_no_file_and_no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path))
    endpoint = resolve("local")
    assert endpoint.kind == "local"
    assert endpoint.model == "smollm2-135m-instruct"
    assert endpoint.identity == "gguf:b179c9523d0e6a0f"
    assert "tiny" in endpoint.trust
    with pytest.raises(InputError, match="doctor --get-model"):
        connect("local")


def test_resolving_imports_no_sdk_and_starts_nothing() -> None:
    code = (
        "import sys, os; from labkit.endpoint import resolve, Store; resolve('local');"
        "resolve('claude-haiku-5-5'); resolve('http://localhost:1#m');"
        "heavy = {'anthropic', 'pandas', 'httpx2', 'xllamacpp'} & set(sys.modules);"
        "print(heavy, 'LABKIT_LOCAL_URL' in os.environ)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set() False"


def test_claude(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = resolve("claude-haiku-5-5")
    assert (endpoint.kind, endpoint.model) == ("claude", "claude-haiku-5-5")
    assert endpoint.identity == "claude:claude-haiku-5-5"
    with pytest.raises(EndpointError, match="ANTHROPIC_API_KEY") as caught:
        connect("claude-haiku-5-5")
    assert "\n" not in str(caught.value)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    client = connect("claude-haiku-5-5")
    assert client.api_key == "sk-secret"
    assert str(client.base_url).rstrip("/") == "https://api.anthropic.com"
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token")
    assert connect("claude-haiku-5-5").auth_token == "token"
    # Behind another address there may be another model: records must not be mixed.
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://gateway.example/")
    assert resolve("claude-haiku-5-5").identity.endswith("@https://gateway.example")


@pytest.mark.parametrize(
    ("spec", "url", "name"),
    [
        ("http://localhost:11434#llama3.2:1b", "http://localhost:11434", "llama3.2:1b"),
        ("http://LocalHost:8000/v1/#org/m", "http://localhost:8000", "org/m"),
        ("https://proxy.example/anthropic/v1/messages#m", "https://proxy.example/anthropic", "m"),
        ("http://[::1]:8080#m", "http://[::1]:8080", "m"),
    ],
)
def test_a_url_with_a_model_name(spec: str, url: str, name: str) -> None:
    endpoint = resolve(spec)
    assert (endpoint.kind, endpoint.url, endpoint.model) == ("url", url, name)
    assert endpoint.identity == f"url:{url}#{name}"
    assert str(connect(spec).base_url).rstrip("/") == url


def test_a_url_that_serves_one_model(stub: StubServer) -> None:
    assert resolve(stub.url).model == "stub-model"
    stub.models = ["a", "b"]
    with pytest.raises(EndpointError, match=r"2 models \(a, b\)"):
        resolve(stub.url)
    stub.models = []
    with pytest.raises(EndpointError, match="0 models"):
        resolve(stub.url)
    assert resolve(f"{stub.url}#b").model == "b"


def test_a_url_where_nothing_listens() -> None:
    with pytest.raises(EndpointError, match="No model answers at") as caught:
        resolve("http://127.0.0.1:9")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "spec",
    [
        "http://me:hunter2@localhost:1#m",
        "https://hunter2@localhost/#m",
        "http://localhost:1?api_key=hunter2#m",
        "localhost:hunter2@x",
    ],
)
def test_a_secret_in_a_url_is_refused_and_not_repeated(spec: str) -> None:
    with pytest.raises(InputError) as caught:
        resolve(spec)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("spec", ["", "gpt-5", "http://", "http://a:b:c#m", "ftp://x#m", "claude-"])
def test_names_that_mean_nothing(spec: str) -> None:
    with pytest.raises(InputError) as caught:
        resolve(spec)
    assert "\n" not in str(caught.value)


def test_which_key_goes_where(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _key_for("http://localhost:1") == "none"
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-claude")
    assert _key_for("http://localhost:1") == "sk-claude"
    assert _key_for("https://proxy.example") == "sk-claude"
    assert _key_for("http://192.168.1.9:11434") == "none"
    monkeypatch.setenv("LABKIT_API_KEY", "sk-mine")
    assert _key_for("http://192.168.1.9:11434") == "sk-mine"
    assert "sk-" not in repr(resolve("http://localhost:1#m"))
