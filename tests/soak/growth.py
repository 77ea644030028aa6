"""Whether a process keeps what it should have given back."""

from dataclasses import astuple, dataclass
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


def least(sizes: List[Size]) -> Size:
    """The least of each: what a process has in one of several looks only, it does not keep."""
    return Size(*(min(values) for values in zip(*map(astuple, sizes))))


def complaint(sizes: List[Size], at_peace: Size, memory_slack_kib: int) -> Optional[str]:
    """None if a process kept nothing from a run.

    `at_peace` is its size afterwards, when nothing hangs any more: a read that hangs has a thread
    and a descriptor of its own for so long. It may have no more of them than it ever had in the
    first half. Memory is judged by the medians of the second and the last quarter: the first one
    warms up. It is not judged if the slack is negative.
    """
    quarter = len(sizes) // 4
    if quarter == 0:
        return "too short a run to judge"
    for what in ("descriptors", "threads"):
        before = max(getattr(size, what) for size in sizes[:2 * quarter])
        after = getattr(at_peace, what)
        if after > before:
            return f"{what} grew from {before} to {after}"
    if memory_slack_kib < 0:
        return None
    before, after = (sorted(size.memory_kib for size in part)[quarter // 2]
                     for part in (sizes[quarter:2 * quarter], sizes[-quarter:]))
    if after > before + memory_slack_kib:
        return f"anonymous memory grew from {before} KiB to {after} KiB"
    return None
