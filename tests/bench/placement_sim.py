"""`placement-sim`: how often two tasks get one chip, by what is done against it."""

import json
import subprocess
from typing import Iterator

from bench.measurement import Measurement
from bench.setting import Setting

PER = 100_000
# What rules it out.
NEVER = {"ports", "leases"}


def measure(setting: Setting) -> Iterator[Measurement]:
    """For each way, the double bookings of 100,000 placements, and how much nobody used; of the two that got
    one chip, how far apart they were placed at most.
    """
    program = setting.programs / "tests/bench/placement-sim"
    arguments = [program, str(setting.hosts), str(setting.placements), str(setting.seed)]
    lines = subprocess.check_output(arguments, text=True)
    for line in lines.splitlines():
        yield from _to_measurements(json.loads(line))


def _to_measurements(result: dict) -> Iterator[Measurement]:
    name = f"placement-sim.{result['mode']}"
    yield Measurement(
        name=name,
        unit="",
        ours=PER * result["double_bookings"] / result["placements"],
        goal=0 if result["mode"] in NEVER else None,
    )
    if result["double_bookings"] > 0:
        yield Measurement(name=f"{name}.apart", unit="s", ours=result["apart_seconds"])
    yield Measurement(name=f"{name}.idle", unit="%", ours=100 * result["idle_ratio"])
