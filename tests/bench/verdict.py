"""`verdict`: from a fault in a chip's files until the stream has a verdict that says so."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional

from bench.agent_process import await_snapshot, running
from bench.faulty_host import faulty_host
from bench.measurement import Measurement
from bench.percentile import percentile
from bench.setting import Setting

# --sample_period is 1 s, and at that pace the fast group is read.
PERIOD_MS = 1000


@dataclass(frozen=True)
class Fault:
    """A file of a chip's and what it says then, and how soon there is a verdict of it."""

    name: str
    file: str
    text: str
    goal_ms: float
    # What the simulated host is told, with $0 for the chip, so that its file tells of the event.
    verb: Optional[str] = None


FAULTS = (
    Fault("ecc", "stats/hardware/mem_ecc_uncorrected", "1\n", PERIOD_MS + 10),
    Fault(
        "event",
        "stats/hardware/health_status/unhealthy_components",
        "hbm\n",
        20,
        verb="health $0 components=hbm",
    ),
)


def measure(setting: Setting) -> Iterator[Measurement]:
    """The 99th percentile of each fault, and the median."""
    if os.geteuid() != 0:
        sys.exit("bench: verdict mounts a simulated host: run it as root")
    for fault in FAULTS:
        # A chip falls ill but once: a new host for each round.
        took_us = [us for _ in range(setting.rounds) for us in _fail_each_chip(setting, fault)]
        for suffix, percent, goal in (("", 99, fault.goal_ms), (".median", 50, None)):
            took_ms = percentile(took_us, percent) / 1000
            yield Measurement(f"verdict.{fault.name}{suffix}", "ms", took_ms, goal=goal)


def _fail_each_chip(setting: Setting, fault: Fault) -> list[float]:
    program = setting.programs / "tests/bench/verdict-streaming"
    with faulty_host(setting.programs, setting.instance_types[0], setting.driver) as host:
        command = host.watched_by([setting.programs / "agent/neuron-agent", "--nopublish"])
        with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
            with running(command, setting.programs, Path(folder)) as agent:
                seen = await_snapshot(agent, "sure that all chips are well", _is_settled)
                arguments = [agent.socket, str(len(seen["chips"]))]
                arguments += [host.chips / f"neuron$0/{fault.file}", fault.text]
                arguments += [host.simulated.control, fault.verb] if fault.verb else []
                line = subprocess.check_output([program, *arguments], text=True)
    return json.loads(line)["ours_us"]


def _is_settled(snapshot: dict) -> bool:
    """All chips are well, and have been asked what they are, which is once in a boot."""
    chips = snapshot.get("chips", [])
    return bool(chips) and all(
        chip.get("verdict") == "VERDICT_OK" and "architecture" in chip for chip in chips
    )
