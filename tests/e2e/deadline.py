"""For tests: waiting for another process, with an end."""

import time
from typing import Callable

SECONDS = 60.0
STEP = 0.05


def await_true(condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Returns as soon as the condition holds; AssertionError if it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(STEP)
