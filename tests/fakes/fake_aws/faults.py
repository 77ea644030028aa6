"""Failures that a test has ordered for the next calls."""

import dataclasses
import threading
from typing import List, Optional

from fake_aws.fault_kinds import KINDS

ANY_OPERATION = "*"


@dataclasses.dataclass
class Fault:
    """`count` calls of `operation` fail as `kind` says: fake_aws/fault_kinds.py.

    `seconds` and `after_bytes` are for those kinds that take their time, and that cut an answer.
    """

    operation: str
    kind: str
    count: int = 1
    seconds: float = 5.0
    after_bytes: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError, naming the member."""
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")
        if not _is_number(self.count):
            raise ValueError(f"count {self.count!r} is not a number of calls")
        if not _is_number(self.after_bytes):
            raise ValueError(f"after_bytes {self.after_bytes!r} is not a number of bytes")
        if not isinstance(self.seconds, (int, float)) or not 0 <= self.seconds <= 600:
            raise ValueError(f"seconds {self.seconds!r} is not within 0..600")


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


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
