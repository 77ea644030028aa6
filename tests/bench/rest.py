"""`rest`: what the daemon costs a host where nothing happens."""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional, Sequence

from bench.agent_process import AgentProcess
from bench.measurement import Measurement
from bench.memory_cgroup import MemoryCgroup
from bench.plain_host import plain_host
from bench.resting_agent import View, resting_agent
from bench.setting import Setting
from bench.thread_usage import rates_between, resident_anon_bytes, take_sample

MB = 1e6
GOAL_ANON_MB = 6
GOAL_CGROUP_MB = 24
GOAL_WAKE_UPS = 12


@dataclass(frozen=True)
class Case:
    """A daemon with one subscriber, and how much of one core it may take."""

    name: str
    # How often each group but the fast one is read, or "default".
    period: str
    goal_cpu_percent: float

    @property
    def flags(self) -> Sequence[str]:
        """By which the daemon reads so often."""
        if self.period == "default":
            return ()
        groups = ("events", "memory", "tensor", "power")
        return [f"--{group}_period={self.period}" for group in groups]


# With all tiers at their own pace, as by default; and with everything read each second.
CASES = (Case("rest", "default", 0.5), Case("rest.all", "1s", 2.2))


def measure(setting: Setting) -> Iterator[Measurement]:
    """Memory, processor time and wake-ups; also with nobody listening, which has no goals."""
    if os.geteuid() != 0:
        sys.exit("bench: rest makes a cgroup and a mount: run it as root")
    with plain_host(setting.programs, setting.instance_types[0], setting.driver) as tree:
        for case in CASES:
            with _resting(setting, tree, View.OVERLAY, case.flags) as (agent, cgroup):
                with agent.subscriber():
                    time.sleep(setting.warm_up_seconds)
                    yield from _memory(case.name, agent, cgroup)
            floor = _bare_cpu_percent(setting, tree, case.period)
            with _resting(setting, tree, View.PLAIN, case.flags) as (agent, _):
                time.sleep(setting.warm_up_seconds)
                if not case.flags:
                    yield from _usage("rest.unwatched", agent, setting.window_seconds)
                with agent.subscriber():
                    yield from _usage(case.name, agent, setting.window_seconds, case, floor)


@contextlib.contextmanager
def _resting(
    setting: Setting, tree: Path, view: View, flags: Sequence[str]
) -> Iterator[tuple[AgentProcess, MemoryCgroup]]:
    with MemoryCgroup(f"neuron-bench-{os.getpid()}") as cgroup:
        with resting_agent(setting.programs, tree, cgroup, view, flags) as agent:
            yield agent, cgroup


def _memory(name: str, agent: AgentProcess, cgroup: MemoryCgroup) -> Iterator[Measurement]:
    anon = cgroup.anon_bytes() / MB
    kernel = cgroup.kernel_bytes() / MB
    resident = resident_anon_bytes(agent.pid) / MB
    yield Measurement(f"{name}.rss-anon", "MB", resident, goal=GOAL_ANON_MB)
    yield Measurement(f"{name}.cgroup", "MB", anon + kernel, goal=GOAL_CGROUP_MB)
    yield Measurement(f"{name}.cgroup.kernel", "MB", kernel)


def _bare_cpu_percent(setting: Setting, tree: Path, period: str) -> float:
    """What the reads alone take."""
    program = setting.programs / "tests/bench/bare-rest"
    seconds = str(round(setting.window_seconds))
    return json.loads(subprocess.check_output([program, tree, period, seconds]))["cpu_percent"]


def _usage(
    name: str,
    agent: AgentProcess,
    seconds: float,
    case: Optional[Case] = None,
    floor_cpu_percent: Optional[float] = None,
) -> Iterator[Measurement]:
    """For so long. Without a case there are no goals."""
    before = take_sample(agent.pid)
    time.sleep(seconds)
    whole, grpc = rates_between(before, take_sample(agent.pid))
    yield Measurement(
        f"{name}.cpu",
        "%",
        whole.cpu_percent,
        floor=floor_cpu_percent,
        ratio=_ratio(whole.cpu_percent, floor_cpu_percent),
        goal=case and case.goal_cpu_percent,
    )
    yield _share(f"{name}.cpu.grpc", "%", grpc.cpu_percent, whole.cpu_percent)
    yield Measurement(
        f"{name}.wake-ups", "/s", whole.wake_ups_per_second, goal=case and GOAL_WAKE_UPS
    )
    yield _share(
        f"{name}.wake-ups.grpc", "/s", grpc.wake_ups_per_second, whole.wake_ups_per_second
    )


def _share(name: str, unit: str, part: float, whole: float) -> Measurement:
    return Measurement(name, unit, part, floor=whole, ratio=_ratio(part, whole))


def _ratio(ours: float, floor: Optional[float]) -> Optional[float]:
    return ours / floor if floor else None
