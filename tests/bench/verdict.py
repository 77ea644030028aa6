"""`verdict`: from a fault in a chip's files until the stream has a verdict that says so."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from bench.agent_process import await_snapshot, running
from bench.measurement import Measurement
from bench.percentile import percentile
from bench.setting import Setting
from bench.simulated_host import simulated_host

# --sample_period is 1 s, and at that pace the fast group is read.
PERIOD_MS = 1000


@dataclass(frozen=True)
class Fault:
    """A verb of neuron-sim, with $0 for the chip, and how soon there is a verdict of it."""

    name: str
    verb: str
    goal_ms: float


FAULTS = (
    Fault("ecc", "ecc $0 mem_uncorrected 1", PERIOD_MS + 10),
    Fault("event", "health $0 components=hbm", 20),
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
    instance_type = setting.instance_types[0]
    with simulated_host(setting.programs, instance_type, setting.driver) as host:
        command = [setting.programs / "agent/neuron-agent", *host.flags(), "--nopublish"]
        with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
            with running(command, setting.programs, Path(folder)) as agent:
                seen = await_snapshot(agent, "sure that all chips are well", _is_well)
                arguments = [agent.socket, host.control, str(len(seen["chips"])), fault.verb]
                line = subprocess.check_output([program, *arguments], text=True)
    return json.loads(line)["ours_us"]


def _is_well(snapshot: dict) -> bool:
    chips = snapshot.get("chips", [])
    return bool(chips) and all(chip.get("verdict") == "VERDICT_OK" for chip in chips)
