"""`enumerate`: finding all chips of a host and on PCI, beside a bare walk with the same calls."""

import json
import subprocess
from typing import Iterator

from bench.measurement import Measurement
from bench.plain_host import plain_host
from bench.setting import Setting

GOAL_RATIO = 1.5
# What the program measures, by what its line is called here. The PCI side has no goal: it is read
# once a minute.
SUBJECTS = {"chips": ("enumerate", GOAL_RATIO), "pci": ("enumerate.pci", None)}


def measure(setting: Setting) -> Iterator[Measurement]:
    """For each host, its chips and their PCI side."""
    for instance_type in setting.instance_types:
        with plain_host(setting.programs, instance_type) as root:
            program = setting.programs / "tests/bench/enumerate"
            lines = subprocess.check_output([program, root, str(setting.pairs)], text=True)
        for line in lines.splitlines():
            yield _to_measurement(json.loads(line), instance_type)


def _to_measurement(timing: dict, instance_type: str) -> Measurement:
    name, goal = SUBJECTS[timing["name"]]
    return Measurement(
        name=f"{name}.{instance_type}",
        unit="ms",
        ours=1000 * timing["ours_seconds"],
        floor=1000 * timing["floor_seconds"],
        ratio=timing["ratio"],
        goal=goal,
        goal_of="ratio",
    )
