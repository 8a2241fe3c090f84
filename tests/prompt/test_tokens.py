"""Counts come from tiktoken's own vocabulary, offline, and name their counter."""

from __future__ import annotations

import os
import socket

import pytest

from labkit.prompt import count_tokens, rough_tokens


def test_known_counts() -> None:
    # The example in tiktoken's own documentation.
    assert count_tokens("tiktoken is great!").tokens == 6
    assert count_tokens("tiktoken is great!", "o200k_base").tokens == 6


def test_a_special_token_in_the_text_is_plain_text() -> None:
    assert count_tokens("<|endoftext|>").tokens > 1


def test_a_count_says_its_counter() -> None:
    assert str(count_tokens("hello")) == "1 token (tiktoken cl100k_base)"
    assert str(rough_tokens("hello")) == "2 tokens (characters / 4)"


def test_no_network_and_no_trace_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from labkit.prompt import tokens

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setenv("LABKIT_HOME", str(tmp_path))
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    tokens._encoding.cache_clear()
    assert tokens.count_tokens("hello world").tokens == 2
    assert "TIKTOKEN_CACHE_DIR" not in os.environ
