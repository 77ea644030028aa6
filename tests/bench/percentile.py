"""Order statistics of what was timed."""

import math
from typing import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of the values that so many percent do not exceed. There is one value at least."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(percent / 100 * len(ranked)) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle one; of an even number, the lower."""
    return percentile(values, 50)
