"""`enumerate`: finding all chips of a host, beside a bare walk with the same calls."""

import json
import subprocess
from typing import Iterator

from bench.measurement import Measurement
from bench.plain_host import plain_host
from bench.setting import Setting

GOAL_RATIO = 1.5


def measure(setting: Setting) -> Iterator[Measurement]:
    """One measurement for each host."""
    for instance_type in setting.instance_types:
        with plain_host(setting.programs, instance_type) as root:
            program = setting.programs / "tests/bench/enumerate"
            line = subprocess.check_output([program, root, str(setting.pairs)], text=True)
        timing = json.loads(line)
        yield Measurement(
            name=f"enumerate.{instance_type}",
            unit="ms",
            ours=1000 * timing["ours_seconds"],
            floor=1000 * timing["floor_seconds"],
            ratio=timing["ratio"],
            goal=GOAL_RATIO,
            goal_of="ratio",
        )
