"""`edges`: from the open of a chip's node until the agent hears it, streams it, tells ECS."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Iterator, Sequence

from bench.agent_process import AgentProcess, await_snapshot, free_chips, running
from bench.chip_nodes import ChipNodes, chip_nodes, device_folder
from bench.ecs_stand_in import EcsStandIn
from bench.measurement import Measurement
from bench.percentile import percentile
from bench.publications import CHANGES, telling_agent, time_opens
from bench.setting import Setting

GOAL_HANDLED_MS = 0.5
GOAL_STREAMED_MS = 5
GOAL_PUBLISHED_MS = 100
# They take a few milliseconds each: many, so that a busy moment is not all of a percent.
HANDLED_FACTOR = 5


def measure(setting: Setting) -> Iterator[Measurement]:
    """The 99th percentile of each, and the median."""
    if os.geteuid() != 0:
        sys.exit("bench: edges makes device nodes: run it as root")
    yield from _measure_handled(setting)
    with chip_nodes(setting.programs, setting.instance_types[-1]) as host:
        yield from _measure_streamed(setting, host)
        yield from _measure_published(setting, host)


def _measure_handled(setting: Setting) -> Iterator[Measurement]:
    program = setting.programs / "tests/bench/edge-handling"
    with device_folder(2) as dev:
        timed = _run(program, dev / "neuron0", dev / "neuron1", HANDLED_FACTOR * setting.opens)
    yield from _rank("handled", timed["ours_us"], GOAL_HANDLED_MS, timed["floor_us"])


def _measure_streamed(setting: Setting, host: ChipNodes) -> Iterator[Measurement]:
    program = setting.programs / "tests/bench/edge-streaming"
    with _watching_agent(setting.programs, host) as agent:
        await_snapshot(agent)
        time.sleep(setting.warm_up_seconds)
        chip = free_chips(agent)[0]
        timed = _run(program, agent.socket, host.node(chip), chip, setting.opens)
    yield from _rank("streamed", timed["ours_us"], GOAL_STREAMED_MS)


def _measure_published(setting: Setting, host: ChipNodes) -> Iterator[Measurement]:
    with EcsStandIn() as ecs, telling_agent(
        setting.programs, host.flags(), ecs, setting.warm_up_seconds
    ) as agent:
        chips = free_chips(agent)[: min(CHANGES, setting.opens)]
        timed = list(time_opens(ecs, host, chips))
    yield from _rank("published", timed, GOAL_PUBLISHED_MS)


def _rank(
    name: str, ours_us: Sequence[float], goal_ms: float, floor_us: Sequence[float] = ()
) -> Iterator[Measurement]:
    for suffix, percent, goal in (("", 99, goal_ms), (".median", 50, None)):
        ours = percentile(ours_us, percent) / 1000
        floor = percentile(floor_us, percent) / 1000 if floor_us else None
        ratio = ours / floor if floor else None
        yield Measurement(f"edges.{name}{suffix}", "ms", ours, floor, ratio, goal)


@contextlib.contextmanager
def _watching_agent(programs: Path, host: ChipNodes) -> Iterator[AgentProcess]:
    command = [programs / "agent/neuron-agent", *host.flags(), "--nopublish"]
    with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
        with running(command, programs, Path(folder)) as agent:
            yield agent


def _run(program: Path, *arguments: object) -> dict:
    return json.loads(subprocess.check_output([program, *map(str, arguments)], text=True))
