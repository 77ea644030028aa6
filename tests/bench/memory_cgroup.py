"""A control group that counts a process's memory, the kernel's on its behalf included."""

import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


def parse_stat(text: str) -> dict[str, int]:
    """The lines of memory.stat, "name value"."""
    return {name: int(value) for name, value in (line.split() for line in text.splitlines())}


class MemoryCgroup:
    """A cgroup of our own, version 1 or 2, removed at the end. Needs root.

    Used with `with`; OSError, naming the path, if it cannot be made.
    """

    def __init__(self, name: str) -> None:
        self._is_v1 = (ROOT / "memory/memory.stat").exists()
        self.path = (ROOT / "memory" if self._is_v1 else ROOT) / name

    def __enter__(self) -> "MemoryCgroup":
        if not self._is_v1:
            (ROOT / "cgroup.subtree_control").write_text("+memory", encoding="ascii")
        self.path.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        deadline = time.monotonic() + 5
        while True:
            try:
                return self.path.rmdir()
            except OSError:  # Busy until the last process is reaped.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def anon_bytes(self) -> int:
        """Memory of the processes that no file backs."""
        return self._stat()["rss" if self._is_v1 else "anon"]

    def kernel_bytes(self) -> int:
        """Memory of the kernel: stacks, page tables, directory entries, inodes, sockets."""
        if self._is_v1:
            return int((self.path / "memory.kmem.usage_in_bytes").read_text(encoding="ascii"))
        return self._stat()["kernel"]

    def _stat(self) -> dict[str, int]:
        return parse_stat((self.path / "memory.stat").read_text(encoding="ascii"))
