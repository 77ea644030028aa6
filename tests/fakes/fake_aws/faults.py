"""Failures that a test has ordered for the next calls."""

import dataclasses
import threading
from typing import List, Optional

KINDS = ("throttle", "access-denied", "server-error", "html", "empty", "expired-token", "slow",
         "drop", "limit")
ANY_OPERATION = "*"


@dataclasses.dataclass
class Fault:
    """`count` calls of `operation` fail as `kind` says; slow ones take `seconds` and succeed."""

    operation: str
    kind: str
    count: int = 1
    seconds: float = 5.0

    def __post_init__(self) -> None:
        """Raises ValueError, naming the member."""
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")
        if isinstance(self.count, bool) or not isinstance(self.count, int) or self.count < 0:
            raise ValueError(f"count {self.count!r} is not a number of calls")
        if not isinstance(self.seconds, (int, float)) or not 0 <= self.seconds <= 600:
            raise ValueError(f"seconds {self.seconds!r} is not within 0..600")


class FaultBox:
    """Faults in the order in which they were ordered. Safe in every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: List[Fault] = []

    def add(self, fault: Fault) -> None:
        """A count of 0 cancels those of the same operation."""
        with self._lock:
            if fault.count == 0:
                self._faults = [f for f in self._faults if f.operation != fault.operation]
            else:
                self._faults.append(fault)

    def take(self, operation: str) -> Optional[Fault]:
        """The fault of this call, if it is to have one."""
        with self._lock:
            for fault in self._faults:
                if fault.operation in (operation, ANY_OPERATION):
                    return self._use(fault)
            return None

    def _use(self, fault: Fault) -> Fault:
        fault.count -= 1
        if fault.count == 0:
            self._faults.remove(fault)
        return fault
