"""`sample`: a pass over all that moves on a host's chips, beside a bare loop of the same reads."""

import json
import subprocess
from pathlib import Path
from typing import Iterator

from bench.measurement import Measurement
from bench.node_exporter import NodeExporter
from bench.percentile import median
from bench.plain_host import plain_host
from bench.setting import Setting

GOAL_RATIO = 1.10
GOAL_TIMES_CHEAPER = 5
# Passes, and scrapes, of which a turn consists: each takes some 20 ms.
TURN = 5


def measure(setting: Setting) -> Iterator[Measurement]:
    """Warm and at the daemon's rhythm; heap allocations; processor time beside a peer's."""
    with plain_host(setting.programs, setting.instance_types[0], setting.driver) as root:
        program = setting.programs / "tests/bench/sample"
        warm = {}
        for mode, prefix in (("opened", "sample"), ("kept", "sample.kept")):
            warm[mode] = _run(program, root, mode, setting.pairs)
            yield _beside_bare_loop(f"{prefix}.warm", warm[mode])
            cold = _run(program, root, mode, setting.resting_pairs, setting.rest_ms)
            yield _beside_bare_loop(f"{prefix}.cold", cold)
            yield Measurement(f"{prefix}.allocations", "", warm[mode]["allocations"], goal=0)
        # A kept file of each chip is also one of those that are opened.
        counted = warm["opened"]
        yield Measurement("sample.files", "", counted["files"])
        yield from _beside_node_exporter(program, root, setting.long_pairs, counted["values"])


def _run(program: Path, root: Path, mode: str, pairs: int, rest_ms: int = 0) -> dict:
    arguments = [program, root, mode, str(pairs), str(rest_ms)]
    return json.loads(subprocess.check_output(arguments, text=True))


def _beside_bare_loop(name: str, timing: dict) -> Measurement:
    return Measurement(
        name=name,
        unit="ms",
        ours=1000 * timing["ours_seconds"],
        floor=1000 * timing["floor_seconds"],
        ratio=timing["ratio"],
        goal=GOAL_RATIO,
        goal_of="ratio",
    )


def _beside_node_exporter(
    program: Path, root: Path, pairs: int, values: int
) -> Iterator[Measurement]:
    """Processor time of each value: the peer reads them from one text, we most from a file each.

    As the daemon reads them, with the fast group kept open. Also of the bare loop: what no parser
    could better.
    """
    with NodeExporter(values) as peer:
        peer.cpu_seconds(TURN)  # To warm up.
        turns = [
            (_run(program, root, "kept", TURN), peer.cpu_seconds(TURN)) for _ in range(pairs)
        ]
    for name, field, goal in (
        ("sample.node-exporter", "cpu_seconds", GOAL_TIMES_CHEAPER),
        ("sample.node-exporter.bare", "floor_seconds", None),
    ):
        yield Measurement(
            name=name,
            unit="us",
            ours=1e6 * median([timing[field] for timing, _ in turns]) / values,
            floor=1e6 * median([theirs for _, theirs in turns]) / values,
            ratio=median([theirs / timing[field] for timing, theirs in turns]),
            goal=goal,
            goal_of="ratio",
            at_least=True,
        )
