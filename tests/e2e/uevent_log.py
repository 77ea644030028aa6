"""For tests: when a simulated host sent uevents, by who hears them as the agent does."""

import socket
import threading
import time
from pathlib import Path
from typing import List

from e2e.deadline import SECONDS

# More than any uevent has.
PACKET_BYTES = 4096


class UeventLog:
    """Hears a simulated host's uevents until stop()."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.connect(str(path))
        self._sent: List[float] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while self._socket.recv(PACKET_BYTES):
            with self._news:
                self._sent.append(time.monotonic())
                self._news.notify_all()

    def first_since(self, begin: float) -> float:
        """When the first after `begin` was sent (time.monotonic); waits for it."""
        with self._news:
            if not self._news.wait_for(lambda: bool(self._after(begin)), timeout=SECONDS):
                raise AssertionError(f"no uevent within {SECONDS} s")
            return self._after(begin)[0]

    def _after(self, begin: float) -> List[float]:
        return [sent for sent in self._sent if sent >= begin]

    def stop(self) -> None:
        """Hears no more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join()
        self._socket.close()
