"""Intervals for rates: how far a share seen in a sample may be from the share in the long run."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from labkit.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["wilson"]


@overload
def wilson(passes: int, n: int, confidence: float = ...) -> tuple[float, float]: ...
@overload
def wilson(
    passes: ArrayLike, n: ArrayLike, confidence: float = ...
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...


def wilson(passes: Any, n: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Give the Wilson score interval `(low, high)` for `passes` out of `n` independent trials.

    Numbers give two floats, arrays give two float arrays of the broadcast shape. The interval stays
    inside [0, 1] and never shrinks to a point: 5 of 5 gives (0.566, 1.0). `n == 0` gives NaN, since
    nothing was judged. The trials are taken as independent; replies of one conversation are not,
    and their true interval is wider.

    Raises `InputError` when `passes` is not within 0 and `n`, or `confidence` not within 0 and 1.

    Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
    inference", JASA 22, 209-212: the p with |passes/n - p| = z * sqrt(p (1 - p) / n). Advised for
    small n by L. D. Brown, T. T. Cai and A. DasGupta (2001), "Interval estimation for a binomial
    proportion", Statistical Science 16, 101-133.
    """
    if not 0 < confidence < 1:
        raise InputError(f"The confidence is {confidence!r}; give a number between 0 and 1.")
    k, size = np.broadcast_arrays(np.asarray(passes, float), np.asarray(n, float))
    if not bool(np.all((k >= 0) & (k <= size))):  # NaN fails this too
        raise InputError("The passes of a rate must lie between 0 and the number of trials.")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = k / size
        centre = (rate + z**2 / (2 * size)) / (1 + z**2 / size)
        half = z / (1 + z**2 / size) * np.sqrt(rate * (1 - rate) / size + (z / (2 * size)) ** 2)
    # At the edges the formula is exactly 0 and 1; rounding would leave 1e-17 and let plots clip.
    low = np.where((k == 0) & (size > 0), 0.0, centre - half)
    high = np.where((k == size) & (size > 0), 1.0, centre + half)
    if low.ndim == 0:
        return float(low), float(high)
    return low, high
