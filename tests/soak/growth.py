"""Whether a process keeps what it should have given back."""

from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional


@dataclass(frozen=True)
class Size:
    """What a process has at one time."""

    descriptors: int
    threads: int
    memory_kib: int


def size_of(pid: int) -> Size:
    """Reads /proc/<pid>: open descriptors, threads, RssAnon."""
    folder = Path(f"/proc/{pid}")
    fields = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    return Size(descriptors=sum(1 for _ in (folder / "fd").iterdir()),
                threads=int(fields["Threads"]), memory_kib=int(fields["RssAnon"].split()[0]))


def complaint(sizes: List[Size], memory_slack_kib: int) -> Optional[str]:
    """None if the last quarter of a run is as small as its second quarter.

    The first quarter warms up. Descriptors and threads are judged by their smallest number, which
    no passing peak moves; memory by its median.
    """
    quarter = len(sizes) // 4
    if quarter == 0:
        return "too short a run to judge"
    early, late = sizes[quarter:2 * quarter], sizes[-quarter:]
    for what in ("descriptors", "threads"):
        before, after = (min(getattr(size, what) for size in part) for part in (early, late))
        if after > before:
            return f"{what} grew from {before} to {after}"
    before, after = (sorted(size.memory_kib for size in part)[quarter // 2]
                     for part in (early, late))
    if after > before + memory_slack_kib:
        return f"anonymous memory grew from {before} KiB to {after} KiB"
    return None
