"""`rest`: what the daemon costs a host where nothing happens."""

import os
import sys
import time
from typing import Iterator

from bench.agent_process import AgentProcess
from bench.measurement import Measurement
from bench.memory_cgroup import MemoryCgroup
from bench.plain_host import plain_host
from bench.resting_agent import resting_agent
from bench.setting import Setting
from bench.thread_usage import rates_between, resident_anon_bytes, take_sample

MB = 1e6
GOAL_ANON_MB = 6
GOAL_CGROUP_MB = 24


def measure(setting: Setting) -> Iterator[Measurement]:
    """First with nobody listening, then with one subscriber of the stream."""
    if os.geteuid() != 0:
        sys.exit("bench: rest makes a cgroup and a mount: run it as root")
    with plain_host(setting.programs, setting.instance_types[0]) as tree:
        with MemoryCgroup(f"neuron-bench-{os.getpid()}") as cgroup:
            with resting_agent(setting.programs, tree, cgroup) as agent:
                time.sleep(setting.warm_up_seconds)
                yield from _observe("rest", agent, cgroup, setting)
                with agent.subscriber():
                    yield from _observe("rest.watched", agent, cgroup, setting)


def _observe(
    name: str, agent: AgentProcess, cgroup: MemoryCgroup, setting: Setting
) -> Iterator[Measurement]:
    before = take_sample(agent.pid)
    time.sleep(setting.window_seconds)
    whole, grpc = rates_between(before, take_sample(agent.pid))
    yield from _memory(name, agent, cgroup)
    yield Measurement(f"{name}.cpu", "%", whole.cpu_percent)
    yield _share(f"{name}.cpu.grpc", "%", grpc.cpu_percent, whole.cpu_percent)
    yield Measurement(f"{name}.wake-ups", "/s", whole.wake_ups_per_second)
    yield _share(
        f"{name}.wake-ups.grpc", "/s", grpc.wake_ups_per_second, whole.wake_ups_per_second
    )


def _memory(name: str, agent: AgentProcess, cgroup: MemoryCgroup) -> Iterator[Measurement]:
    anon = cgroup.anon_bytes() / MB
    kernel = cgroup.kernel_bytes() / MB
    resident = resident_anon_bytes(agent.pid) / MB
    yield Measurement(f"{name}.rss-anon", "MB", resident, goal=GOAL_ANON_MB)
    yield Measurement(f"{name}.cgroup", "MB", anon + kernel, goal=GOAL_CGROUP_MB)
    yield Measurement(f"{name}.cgroup.kernel", "MB", kernel)


def _share(name: str, unit: str, part: float, whole: float) -> Measurement:
    ratio = part / whole if whole > 0 else None
    return Measurement(name, unit, part, floor=whole, ratio=ratio)
