"""What clients did: the calls, the writes that took effect, the violations."""

import json
import threading
from typing import Any, Dict, List, Optional, TextIO

from fake_aws.clock import Clock

Entry = Dict[str, Any]


class Journal:
    """Three lists, each entry dated; also one JSON line per entry to `log`. Safe in threads."""

    def __init__(self, clock: Clock, log: Optional[TextIO] = None) -> None:
        self._clock = clock
        self._log = log
        self._lock = threading.Lock()
        self._entries: Dict[str, List[Entry]] = {"request": [], "write": [], "violation": []}

    def request(self, operation: str, status: Optional[int], error: Optional[str]) -> None:
        """An ECS call and how it ended; no status is a dropped connection."""
        self._add("request", operation=operation, status=status, error=error)

    def write(self, operation: str, target: str, attributes: Dict[str, Optional[str]]) -> None:
        """A write that took effect on one target; a deleted name has no value."""
        self._add("write", operation=operation, target=target, attributes=attributes)

    def violation(self, where: str, what: str) -> None:
        """Something that no correct client does."""
        self._add("violation", where=where, what=what)

    def requests(self) -> List[Entry]:
        return self._copy("request")

    def writes(self) -> List[Entry]:
        return self._copy("write")

    def violations(self) -> List[Entry]:
        return self._copy("violation")

    def _copy(self, kind: str) -> List[Entry]:
        with self._lock:
            return list(self._entries[kind])

    def _add(self, kind: str, **members: Any) -> None:
        entry = {"time": self._clock.now(), **members}
        with self._lock:
            self._entries[kind].append(entry)
            if self._log:
                self._log.write(json.dumps({"kind": kind, **entry}) + "\n")
                self._log.flush()
