"""Request options and prices come from dated files, and an unknown price stays unknown."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from labkit.endpoint import cost_usd, request_options
from labkit.errors import InputError
from labkit.paths import data


def test_the_files_say_when_they_were_true() -> None:
    for name in ("models.yaml", "prices.yaml"):
        assert yaml.safe_load(data(name).read_text(encoding="utf-8"))["as_of"].startswith("2026-")


def test_options() -> None:
    assert request_options("anything").request == {}
    assert request_options("anything").max_tokens == 200
    haiku = request_options("claude-haiku-5-5")
    assert haiku.request["thinking"] == {"type": "disabled"}
    assert haiku.cache
    # Thinking that cannot be turned off needs room, or there is no text at all.
    assert request_options("claude-opus-5-5").max_tokens >= 1000
    dated = request_options("claude-haiku-4-5-20251001")
    assert dated == request_options("claude-haiku-4-5")


@pytest.mark.parametrize(
    ("model", "usage", "dollars"),
    [
        ("claude-haiku-4-5-20251001", {"input_tokens": 1_000_000, "output_tokens": 0}, 1.0),
        ("claude-haiku-5-5", {"input_tokens": 100_000, "output_tokens": 1000}, 0.0105),
        ("claude-haiku-5-5", {"input_tokens": 100_001, "output_tokens": 0}, 0.0500005),
        ("claude-sonnet-5-5", {"input_tokens": 0, "cache_read_input_tokens": 1_000_000}, 0.1),
        ("claude-opus-5-5", {"cache_creation_input_tokens": 1_000_000}, 5.0),
        (
            "claude-opus-5-5",
            {
                "cache_creation_input_tokens": 2_000_000,
                "cache_creation": {"ephemeral_1h_input_tokens": 1_000_000},
            },
            13.0,
        ),
        ("claude-opus-5", {"output_tokens": 100_000, "service_tier": "batch"}, 1.25),
        ("claude-opus-5", {"output_tokens": 100_000, "inference_geo": "us"}, 2.75),
    ],
)
def test_prices(model: str, usage: dict[str, object], dollars: float) -> None:
    assert cost_usd(model, usage) == pytest.approx(dollars)


def test_an_unknown_price_is_not_zero(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert math.isnan(cost_usd("claude-fable-5-2", {"input_tokens": 5}))
    assert math.isnan(cost_usd("claude-opus-5-5", {"input_tokens": 5, "speed": "fast"}))
    mine = tmp_path / "prices.yaml"
    mine.write_text("models: {m: [{input: 2, output: 0, read: 0, write_5m: 0, write_1h: 0}]}")
    monkeypatch.setenv("LABKIT_PRICES", str(mine))
    assert cost_usd("m", {"input_tokens": 500_000}) == 1.0
    (tmp_path / "bad.yaml").write_text("[")
    for name in ("bad.yaml", "none.yaml"):
        monkeypatch.setenv("LABKIT_PRICES", str(tmp_path / name))
        with pytest.raises(InputError, match=name):
            cost_usd("m", {})
