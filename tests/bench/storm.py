"""`storm`: 10,000 opens a second of a chip's node, with too little room for the news of them."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Callable, Iterator

from bench.agent_process import AgentProcess, await_snapshot, free_chips, running
from bench.chip_nodes import ChipNodes, chip_nodes
from bench.measurement import Measurement
from bench.setting import Setting
from bench.thread_usage import rates_between, resident_anon_bytes, take_sample

MB = 1e6
OPENS_PER_SECOND = 10_000
# So few events may wait for the agent; the kernel takes the number as the agent begins to listen.
QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")
QUEUED_EVENTS = 16
GOAL_GROWTH_MB = 4
GOAL_RIGHT_SECONDS = 1
# From so long after the storm on, it may need so much of what it needed before.
CALM_SECONDS = 2
GOAL_CALM = 1.5


def measure(setting: Setting) -> Iterator[Measurement]:
    """Memory and CPU of the agent, what it believes once the storm is over, and its rest."""
    if os.geteuid() != 0:
        sys.exit("bench: storm makes device nodes and sets a sysctl: run it as root")
    with chip_nodes(setting.programs, setting.instance_types[-1]) as host:
        with _agent_with_little_room(setting.programs, host) as agent:
            time.sleep(setting.warm_up_seconds)
            rest = _cpu_percent(agent, setting.window_seconds)
            calm_bytes = resident_anon_bytes(agent.pid)
            chip = free_chips(agent)[0]
            with _storm(setting, host.node(chip)) as storm:
                yield from _watch_storm(agent, calm_bytes, storm)
                over = time.monotonic()
                yield _await_belief("held", agent, lambda one: _holds(one, storm.pid, chip))
            yield _await_belief("released", agent, lambda one: chip in one.get("free_chips", []))
            time.sleep(max(0.0, over + CALM_SECONDS - time.monotonic()))
            calm = _cpu_percent(agent, setting.window_seconds)
    yield Measurement(
        "storm.calm.cpu", "%", calm, floor=rest, ratio=calm / rest, goal=GOAL_CALM, goal_of="ratio"
    )


@contextlib.contextmanager
def _agent_with_little_room(programs: Path, host: ChipNodes) -> Iterator[AgentProcess]:
    command = [programs / "agent/neuron-agent", *host.flags(), "--nopublish"]
    with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
        usual = QUEUE.read_text(encoding="ascii")
        QUEUE.write_text(str(QUEUED_EVENTS), encoding="ascii")
        try:
            with running(command, programs, Path(folder)) as agent:
                await_snapshot(agent)
                QUEUE.write_text(usual, encoding="ascii")
                yield agent
        finally:
            QUEUE.write_text(usual, encoding="ascii")


@contextlib.contextmanager
def _storm(setting: Setting, node: Path) -> Iterator[subprocess.Popen]:
    """A process that rages, says so in a line, and holds the node from then to the end."""
    program = setting.programs / "tests/bench/storm"
    command = [program, node, str(OPENS_PER_SECOND), str(setting.storm_seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def _watch_storm(
    agent: AgentProcess, calm_bytes: int, storm: subprocess.Popen
) -> Iterator[Measurement]:
    most_bytes = calm_bytes
    before = take_sample(agent.pid)
    said: list[bytes] = []
    listener = threading.Thread(target=lambda: said.append(storm.stdout.readline()))
    listener.start()
    while listener.is_alive():
        most_bytes = max(most_bytes, resident_anon_bytes(agent.pid))
        listener.join(0.2)
    whole, _ = rates_between(before, take_sample(agent.pid))
    if not said[0]:
        sys.exit("bench: the storm ended early")
    yield Measurement("storm.opens", "/s", json.loads(said[0])["per_second"])
    growth = (most_bytes - calm_bytes) / MB
    yield Measurement("storm.growth", "MB", growth, floor=calm_bytes / MB, goal=GOAL_GROWTH_MB)
    yield Measurement("storm.cpu", "%", whole.cpu_percent)


def _await_belief(what: str, agent: AgentProcess, is_right: Callable[[dict], bool]) -> Measurement:
    begin = time.monotonic()
    await_snapshot(agent, f"aware that the chip is {what}", is_right)
    took = time.monotonic() - begin
    return Measurement(f"storm.{what}", "s", took, goal=GOAL_RIGHT_SECONDS)


def _holds(snapshot: dict, pid: int, chip: int) -> bool:
    return chip not in snapshot.get("free_chips", []) and any(
        holder["pid"] == pid and chip in holder.get("held_chips", [])
        for holder in snapshot.get("holders", [])
    )


def _cpu_percent(agent: AgentProcess, seconds: float) -> float:
    before = take_sample(agent.pid)
    time.sleep(seconds)
    whole, _ = rates_between(before, take_sample(agent.pid))
    return whole.cpu_percent
