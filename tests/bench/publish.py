"""`publish`: from a change of a chip until ECS hears, and what ECS hears while nothing changes."""

import http.client
import json
import os
import subprocess
import sys
import time
from typing import Iterator, Sequence

from bench.agent_process import free_chips
from bench.chip_nodes import chip_nodes
from bench.ecs_stand_in import EcsStandIn
from bench.measurement import Measurement
from bench.percentile import percentile
from bench.publications import CHANGES, TIMEOUT_SECONDS, await_taken, telling_agent, time_opens
from bench.setting import Setting
from bench.simulated_host import simulated_host

GOAL_MS = 20
QUIET_HOURS = 24
# Each tells of no more than 15 changes.
MOST_AGENTS = 7


def measure(setting: Setting) -> Iterator[Measurement]:
    """The 99th percentile of each kind of change, and the median; the requests of a quiet hour."""
    if os.geteuid() != 0:
        sys.exit("bench: publish makes device nodes and mounts a simulated host: run it as root")
    yield from _measure_opens(setting)
    yield from _measure_faults(setting)
    yield from _measure_quiet(setting)


def _measure_opens(setting: Setting) -> Iterator[Measurement]:
    opens_us: list[float] = []
    bare_us: list[float] = []
    with chip_nodes(setting.programs, setting.instance_types[-1]) as host:
        for _ in range(max(1, min(MOST_AGENTS, setting.opens // CHANGES))):
            with EcsStandIn() as ecs, telling_agent(
                setting.programs, host.flags(), ecs, setting.warm_up_seconds
            ) as agent:
                chips = free_chips(agent)[: min(CHANGES, setting.opens)]
                opens_us += time_opens(ecs, host, chips)
                bare_us += _time_bare_posts(ecs, len(chips))
    yield from _rank("opened", opens_us, bare_us)


def _measure_faults(setting: Setting) -> Iterator[Measurement]:
    """Each chip of a host becomes unreachable, which its files say; a new host a round."""
    faults_us: list[float] = []
    bare_us: list[float] = []
    for _ in range(setting.rounds):
        with simulated_host(
            setting.programs, setting.instance_types[0], setting.driver
        ) as host, EcsStandIn() as ecs, telling_agent(
            setting.programs, host.flags(), ecs, setting.warm_up_seconds
        ) as agent:
            for chip in free_chips(agent)[:CHANGES]:
                begin = time.monotonic()
                host.control.write_text(f"health {chip} unreachable=true\n", encoding="ascii")
                faults_us.append(await_taken(ecs, chip, begin))
            bare_us += _time_bare_posts(ecs, CHANGES)
    yield from _rank("fault", faults_us, bare_us)


def _time_bare_posts(ecs: EcsStandIn, count: int) -> Iterator[float]:
    """Microseconds that it takes to tell, for one who knows: a connection and a request."""
    for number in range(count):
        attributes = [{"name": "neuron.free-set", "value": f"_{'ab'[number % 2]}_"}]
        begin = time.monotonic()
        connection = http.client.HTTPConnection(ecs.address, timeout=TIMEOUT_SECONDS)
        connection.request(
            "POST",
            "/",
            json.dumps({"cluster": "bench", "attributes": attributes}),
            {"X-Amz-Target": "AmazonEC2ContainerServiceV20141113.PutAttributes"},
        )
        connection.getresponse().read()
        connection.close()
        yield 1e6 * (ecs.last().at - begin)


def _measure_quiet(setting: Setting) -> Iterator[Measurement]:
    program = setting.programs / "tests/bench/publish-quiet"
    done = subprocess.run(
        [program, str(QUIET_HOURS)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"bench: {done.stderr.splitlines()[-1]}")
    counted = json.loads(done.stdout)
    for kind, goal in (("others", 0), ("audits", None), ("introspections", None)):
        suffix = "" if kind == "others" else f".{kind}"
        per_hour = counted[kind] / QUIET_HOURS
        yield Measurement(f"publish.quiet{suffix}", "/h", per_hour, goal=goal)


def _rank(name: str, ours_us: Sequence[float], floor_us: Sequence[float]) -> Iterator[Measurement]:
    for suffix, percent, goal in (("", 99, GOAL_MS), (".median", 50, None)):
        ours = percentile(ours_us, percent) / 1000
        floor = percentile(floor_us, percent) / 1000
        yield Measurement(f"publish.{name}{suffix}", "ms", ours, floor, ours / floor, goal)
