"""What the threads of a process cost, and which of them are gRPC's."""

import time
from dataclasses import dataclass
from pathlib import Path

# As gRPC 1.51 names its threads, cut to the kernel's 15 characters.
GRPC_THREADS = (
    "default-executo",
    "event_engine",
    "grpc",
    "resolver-execut",
    "timer_manager",
)


@dataclass(frozen=True)
class Usage:
    """Running totals."""

    cpu_seconds: float = 0
    # How often a thread went to sleep and was woken: its voluntary context switches.
    wake_ups: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.cpu_seconds + other.cpu_seconds, self.wake_ups + other.wake_ups)

    def __sub__(self, other: "Usage") -> "Usage":
        return Usage(self.cpu_seconds - other.cpu_seconds, self.wake_ups - other.wake_ups)


@dataclass(frozen=True)
class Sample:
    """All threads of a process at one time."""

    at_seconds: float
    whole: Usage
    grpc: Usage


@dataclass(frozen=True)
class Rate:
    """Between two samples."""

    cpu_percent: float
    wake_ups_per_second: float


def is_grpc(thread_name: str) -> bool:
    """Whether gRPC named this thread. One that it did not name counts as ours."""
    return thread_name.startswith(GRPC_THREADS)


def parse_thread(schedstat: str, status: str) -> Usage:
    """One thread's /proc files: schedstat begins with the nanoseconds that it ran."""
    (wake_ups,) = (
        int(line.split(":")[1])
        for line in status.splitlines()
        if line.startswith("voluntary_ctxt_switches:")
    )
    return Usage(int(schedstat.split()[0]) / 1e9, wake_ups)


def take_sample(pid: int) -> Sample:
    """Reads /proc. A thread that ends takes what it cost with it."""
    whole = grpc = Usage()
    for task in Path(f"/proc/{pid}/task").iterdir():
        texts = [(task / name).read_text() for name in ("comm", "schedstat", "status")]
        usage = parse_thread(*texts[1:])
        whole += usage
        if is_grpc(texts[0]):
            grpc += usage
    return Sample(time.monotonic(), whole, grpc)


def rates_between(earlier: Sample, later: Sample) -> tuple[Rate, Rate]:
    """Of the whole process, and of gRPC's threads."""
    seconds = later.at_seconds - earlier.at_seconds
    spent = (later.whole - earlier.whole, later.grpc - earlier.grpc)
    whole, grpc = (Rate(100 * s.cpu_seconds / seconds, s.wake_ups / seconds) for s in spent)
    return whole, grpc


def resident_anon_bytes(pid: int) -> int:
    """RssAnon of /proc/<pid>/status."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon:"):
            return 1024 * int(line.split()[1])
    raise ValueError(f"/proc/{pid}/status: no RssAnon")
