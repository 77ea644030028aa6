"""For tests: the stream of an agent as it comes, with the time of each snapshot."""

import json
import subprocess
import threading
import time
from typing import Any, Callable, Dict, List, NamedTuple

from e2e.agent import NEURONCTL, Agent
from e2e.deadline import SECONDS

Snapshot = Dict[str, Any]


class Seen(NamedTuple):
    """A snapshot, and when it came (time.monotonic)."""

    at: float
    snapshot: Snapshot


class Follower:
    """Follows an agent's stream until stop()."""

    def __init__(self, agent: Agent) -> None:
        self._process = subprocess.Popen([NEURONCTL, "watch", f"--socket={agent.socket}"],
                                         stdout=subprocess.PIPE, text=True)
        self._seen: List[Seen] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            seen = Seen(time.monotonic(), json.loads(line))
            with self._news:
                self._seen.append(seen)
                self._news.notify_all()

    def await_snapshot(self, wanted: Callable[[Snapshot], bool], since: float, what: str) -> Seen:
        """The first snapshot like this that came after `since`."""
        def find() -> List[Seen]:
            return [seen for seen in self._seen if seen.at >= since and wanted(seen.snapshot)]

        with self._news:
            if not self._news.wait_for(lambda: bool(find()), timeout=SECONDS):
                raise AssertionError(f"not within {SECONDS} s: {what}")
            return find()[0]

    def since(self, begin: float) -> List[Seen]:
        """All that have come since then."""
        with self._news:
            return [seen for seen in self._seen if seen.at >= begin]

    def last(self) -> Seen:
        """The newest; there must be one."""
        with self._news:
            return self._seen[-1]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
