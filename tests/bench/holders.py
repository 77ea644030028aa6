"""`holders`: who has the chips, among 5,000 processes with 50,000 descriptors."""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from bench.chip_nodes import device_folder
from bench.measurement import Measurement
from bench.percentile import median
from bench.setting import Setting

NODES = 16
# How many times as fast as each of the others, at least.
GOALS = {"lsof": 100, "fuser": 40, "proc": 10}


@dataclass(frozen=True)
class Look:
    """One look for holders."""

    seconds: float
    pids: frozenset[int]


def measure(setting: Setting) -> Iterator[Measurement]:
    """Our walk in the kernel beside lsof, fuser and our own scan of /proc, in turns."""
    if os.geteuid() != 0:
        sys.exit("bench: holders makes device nodes and loads BPF programs: run it as root")
    folder = setting.programs / "tests/bench"
    with device_folder(NODES) as dev:
        nodes = sorted(map(str, dev.iterdir()))
        with _crowd(folder, setting.processes, nodes) as crowd, _looks(folder, nodes) as look:
            peers = {
                "lsof": lambda: _run_peer("lsof", "-t", "-w", *nodes),
                "fuser": lambda: _run_peer("fuser", *nodes),
                "proc": lambda: look("proc"),
            }
            holders = frozenset(crowd["holders"])
            for name, peer in peers.items():
                yield _compare(name, lambda: look("kernel"), peer, setting.long_pairs, holders)
            details = [look("source").seconds for _ in range(setting.long_pairs)]
    yield Measurement("holders.details", "ms", 1000 * median(details))
    yield Measurement("holders.descriptors", "fd", crowd["descriptors"])


def _compare(
    name: str, ours: Callable[[], Look], peer: Callable[[], Look], pairs: int, holders: frozenset
) -> Measurement:
    """The pairs' medians. Exits if one does not see the holders that there are."""
    rounds = [(ours(), peer()) for _ in range(pairs + 1)]
    for one, other in rounds:
        if one.pids != other.pids:
            sys.exit(f"bench: {name} sees {len(other.pids)} holders, and we {len(one.pids)}")
        if not one.pids >= holders:
            sys.exit(f"bench: {name} and we do not see {len(holders - one.pids)} of the holders")
    # The first was to warm up.
    timed = rounds[1:]
    return Measurement(
        name=f"holders.{name}",
        unit="ms",
        ours=1000 * median([one.seconds for one, _ in timed]),
        floor=1000 * median([other.seconds for _, other in timed]),
        ratio=median([other.seconds / one.seconds for one, other in timed]),
        goal=GOALS[name],
        goal_of="ratio",
        at_least=True,
    )


@contextlib.contextmanager
def _crowd(folder: Path, processes: int, nodes: list[str]) -> Iterator[dict]:
    command = [folder / "crowd", str(processes), *nodes]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as crowd:
        line = crowd.stdout.readline()
        if not line:
            sys.exit("bench: holders has no crowd to look through")
        yield json.loads(line)
        crowd.stdin.close()


@contextlib.contextmanager
def _looks(folder: Path, nodes: list[str]) -> Iterator[Callable[[str], Look]]:
    command = [folder / "holders", *nodes]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:

        def look_with(way: str) -> Look:
            print(way, file=program.stdin, flush=True)
            answer = json.loads(program.stdout.readline())
            return Look(answer["seconds"], frozenset(answer["pids"]))

        yield look_with
        program.stdin.close()


def _run_peer(*command: str) -> Look:
    begin = time.monotonic()
    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return Look(time.monotonic() - begin, frozenset(map(int, said.stdout.split())))
