"""`uprobe`: what --trace=executions adds to a call of nrt_execute, and what it loses."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, Optional

from bench.measurement import Measurement
from bench.setting import Setting

GOAL_US = 1.0
# What the function begins with, and the goal. The kernel emulates a push, and a nop (which it makes
# a jump since Linux 6.18); an ENDBR64 is left alone, and what comes next probed. What the kernel
# cannot emulate it steps over.
PROLOGUES = {"push": GOAL_US, "nop5": GOAL_US, "endbr": GOAL_US, "stepped": None}
LOSS_SECONDS = 5


def measure(setting: Setting) -> Iterator[Measurement]:
    """For each prologue the cost of a call; then whether every call is counted."""
    if os.geteuid() != 0:
        sys.exit("bench: uprobe puts probes into a library: run it as root")
    folder = setting.programs / "tests/bench"
    with tempfile.TemporaryDirectory(prefix="neuron-bench-") as directory:
        for prologue, goal in PROLOGUES.items():
            library = folder / f"prologue_{prologue}.so"
            yield _measure_cost(folder / "uprobe", library, Path(directory), setting.pairs, goal)
        seconds = min(LOSS_SECONDS, int(setting.window_seconds))
        yield from _measure_loss(folder / "uprobe", Path(directory), seconds)


def _measure_cost(
    program: Path, library: Path, directory: Path, pairs: int, goal: Optional[float]
) -> Measurement:
    probed = shutil.copy(library, directory / library.name)
    bare = shutil.copy(library, directory / f"bare_{library.name}")
    # A turn is short, and so are all of them: many, so that a busy moment is not most of them.
    cost = _run(program, "cost", probed, bare, 10 * pairs)
    return Measurement(
        name=f"uprobe.{library.stem.split('_')[1]}",
        unit="us",
        ours=cost["added_us"],
        floor=cost["bare_us"],
        goal=goal,
    )


def _measure_loss(program: Path, directory: Path, seconds: int) -> Iterator[Measurement]:
    loss = _run(program, "loss", directory / "prologue_push.so", seconds)
    yield Measurement("uprobe.rate", "calls/s", loss["per_second"])
    lost = abs(loss["made"] - loss["counted"])
    yield Measurement("uprobe.lost", "", lost, floor=loss["made"], goal=0)


def _run(program: Path, *arguments: object) -> dict:
    line = subprocess.check_output([program, *map(str, arguments)], text=True)
    return json.loads(line)
