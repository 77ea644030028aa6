"""`bystander`: what the agent costs a process that has nothing to do with the chips."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, Optional

from bench.agent_process import await_snapshot, running
from bench.chip_nodes import ChipNodes, chip_nodes
from bench.measurement import Measurement
from bench.percentile import median
from bench.setting import Setting

# What is judged: a pass opens and closes a file, asks a device and asks for the parent. The others
# are beside it: two programs that do nothing slow a call that does nothing by a third.
JUDGED = "mixed"
TURNS = 201
PROCESSES = 5
SYSCALL_PROBE = "tp_btf:sys_enter"
SETTLE_SECONDS = 1

# Nanoseconds of a pass, by the loop's name.
Passes = dict[str, float]


@dataclass(frozen=True)
class Way:
    """Something that may slow others down, and by which factor it may."""

    name: str
    time_loops: Callable[[], Passes]
    goal: Optional[float]


def measure(setting: Setting) -> Iterator[Measurement]:
    """With the agent, with its syscall trace, with two empty programs, with none; beside none."""
    if os.geteuid() != 0:
        sys.exit("bench: bystander loads BPF programs: run it as root")
    program = setting.programs / "tests/bench/bystander"
    turns = str(min(TURNS, setting.pairs))

    def bare(*flags: str) -> Passes:
        """By several processes: how fast one is depends on where its memory happens to lie."""
        passes = [_run(program, turns, *flags) for _ in range(PROCESSES)]
        return {loop: median([one[loop] for one in passes]) for loop in passes[0]}

    with chip_nodes(setting.programs, setting.instance_types[-1]) as host:

        def beside_agent(*flags: str) -> Passes:
            return _run_beside_agent(setting.programs, host, flags, bare)

        for way in (
            Way("default", beside_agent, 1.02),
            Way("syscalls", lambda: beside_agent("--trace=syscalls"), 1.25),
            Way("empty", lambda: bare("--empty"), None),
            Way("nothing", bare, None),
        ):
            yield from _compare(way, bare, setting.long_pairs)


def _compare(way: Way, bare: Callable[[], Passes], count: int) -> Iterator[Measurement]:
    """Pairs, of which each way goes first in every other."""
    pairs: list[tuple[Passes, Passes]] = []
    for number in range(count):
        if number % 2 == 0:
            slowed = way.time_loops()
            pairs.append((slowed, bare()))
        else:
            free = bare()
            pairs.append((way.time_loops(), free))
    for loop in pairs[0][0]:
        yield Measurement(
            name=f"bystander.{way.name}" + ("" if loop == JUDGED else f".{loop}"),
            unit="ns",
            ours=median([slowed[loop] for slowed, _ in pairs]),
            floor=median([free[loop] for _, free in pairs]),
            ratio=median([slowed[loop] / free[loop] for slowed, free in pairs]),
            goal=way.goal if loop == JUDGED else None,
            goal_of="ratio",
        )


def _run(program: Path, *arguments: str) -> Passes:
    return json.loads(subprocess.check_output([program, *arguments], text=True))


def _run_beside_agent(
    programs: Path, host: ChipNodes, flags: tuple[str, ...], run: Callable[[], Passes]
) -> Passes:
    command = [programs / "agent/neuron-agent", *host.flags(), "--nopublish", *flags]
    with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
        with running(command, programs, Path(folder)) as agent:
            await_snapshot(agent, "tracing as told", lambda one: not flags or _traces_syscalls(one))
            time.sleep(SETTLE_SECONDS)
            return run()


def _traces_syscalls(snapshot: dict) -> bool:
    return any(
        probe["name"] == SYSCALL_PROBE and probe["state"] == "PROBE_STATE_ATTACHED"
        for probe in snapshot.get("probes", [])
    )
