"""The time of the fake's world, which a test can move."""

import threading
import time
from typing import Callable


class Clock:
    """Unix time in seconds: `source` plus all that was advanced. Safe in every thread."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._offset_seconds = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        with self._lock:
            return self._source() + self._offset_seconds

    def advance(self, seconds: float) -> None:
        """Moves the time by `seconds`, back if negative."""
        with self._lock:
            self._offset_seconds += seconds


def iso8601(unix_seconds: float) -> str:
    """The form of IMDS: 2026-11-21T22:03:00Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(unix_seconds))


def amz_date(unix_seconds: float) -> str:
    """The form of X-Amz-Date: 20261121T220300Z."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(unix_seconds))
