"""The Wilson interval against scipy's, which was written by other people."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest

from labkit.errors import InputError
from labkit.results import wilson


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("n", [1, 2, 3, 7, 42, 1000, 100_000])
def test_agrees_with_scipy(n: int, confidence: float) -> None:
    for k in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        expected = binomtest(k, n).proportion_ci(confidence, method="wilson")
        assert wilson(k, n, confidence) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_edges_are_exact_and_never_a_point() -> None:
    low, high = wilson(5, 5)
    assert high == 1.0
    assert low == pytest.approx(0.5655, abs=1e-4)
    low, high = wilson(0, 5)
    assert low == 0.0
    assert high == pytest.approx(0.4345, abs=1e-4)
    for n in range(1, 400):
        low, high = wilson(n, n)
        assert 0 < low < high == 1.0


def test_nothing_judged_is_nan() -> None:
    assert all(math.isnan(end) for end in wilson(0, 0))


def test_arrays_are_computed_together() -> None:
    low, high = wilson([0, 3, 5, 0], [5, 5, 5, 0])
    assert [round(x, 3) for x in low[:3]] == [0.0, 0.231, 0.566]
    assert [round(x, 3) for x in high[:3]] == [0.434, 0.882, 1.0]
    assert np.isnan([low[3], high[3]]).all()
    assert wilson([], [])[0].shape == (0,)


@pytest.mark.parametrize(("passes", "n"), [(6, 5), (-1, 5), (0, -1), (math.nan, 5)])
def test_impossible_counts_are_refused(passes: int, n: int) -> None:
    with pytest.raises(InputError, match="between 0 and"):
        wilson(passes, n)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        wilson(1, 2, confidence)
