"""Realistic tables for the results room: 14 scenarios, 3 samples each, judged by 8 rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results_samples import RATES, REPLY, SCENARIOS


@pytest.fixture
def replies() -> pd.DataFrame:
    """42 replies with every documented column, one of them cut, none with a known cost."""
    draw = np.random.default_rng(7)
    rows = [
        {
            "run": "r1",
            "variant": "base",
            "scenario": scenario,
            "sample": sample,
            "turn": 1,
            "user_turn": f"A user turn for {scenario}.",
            "reply": REPLY,
            "model": "smollm2-135m-instruct",
            "stop_reason": "max_tokens" if (scenario, sample) == ("abuse", 1) else "end_turn",
            "input_tokens": 40,
            "output_tokens": int(draw.integers(20, 120)),
            "cached_tokens": 900,
            "first_text_s": float(draw.uniform(0.1, 0.4)),
            "total_s": float(draw.uniform(1, 4)),
            "cost_usd": float("nan"),
            "request_key": f"{scenario}-{sample}",
        }
        for scenario in SCENARIOS
        for sample in (1, 2, 3)
    ]
    frame = pd.DataFrame(rows)
    tokens = ["input_tokens", "output_tokens", "cached_tokens"]
    return frame.astype(dict.fromkeys(tokens, "Int64"))


@pytest.fixture
def verdicts(replies: pd.DataFrame) -> pd.DataFrame:
    """One verdict per reply and rule; failures of length and no_markup carry a span."""
    draw = np.random.default_rng(11)
    spans = {"length": (28, 82), "no_markup": (70, 80), "one_question": (123, 169)}
    rows = []
    for key in replies[["run", "variant", "scenario", "sample", "turn"]].to_dict("records"):
        for rule, (rate, silent, silence) in RATES.items():
            asked = rule == "transparency" and key["scenario"] == "asks_if_ai"
            if draw.random() < silent and not asked:
                verdict = silence
            else:
                verdict = "pass" if draw.random() < rate else "fail"
            start, end = spans.get(rule, (0, 4)) if verdict == "fail" else (None, None)
            rows.append(
                {
                    **key,
                    "rule": rule,
                    "verdict": verdict,
                    "start": start,
                    "end": end,
                    "evidence": REPLY[start:end] if verdict == "fail" else "",
                    "reason": f"{rule} says {verdict}",
                    "checker": f"{rule}/1",
                }
            )
    # The rows come shuffled: the order of tables must not depend on them.
    frame = pd.DataFrame(rows).sample(frac=1, random_state=1).sort_values("scenario", kind="stable")
    order = {name: place for place, name in enumerate(SCENARIOS)}
    frame = frame.sort_values("scenario", key=lambda s: s.map(order), kind="stable")
    return frame.astype({"start": "Int64", "end": "Int64"}).reset_index(drop=True)
