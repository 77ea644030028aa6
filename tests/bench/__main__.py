"""tools/bench: builds the release and measures it."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator, NoReturn, Optional

from bench import (
    bystander,
    edges,
    enumerate_chips,
    fleet_sim,
    holders,
    placement_sim,
    publish,
    rest,
    sample,
    storm,
    uprobe,
    verdict,
)
from bench.measurement import HEADINGS, Measurement, format_row
from bench.setting import Setting, smoke_setting

BENCHMARKS: dict[str, Callable[[Setting], Iterator[Measurement]]] = {
    "enumerate": enumerate_chips.measure,
    "holders": holders.measure,
    "edges": edges.measure,
    "uprobe": uprobe.measure,
    "bystander": bystander.measure,
    "storm": storm.measure,
    "sample": sample.measure,
    "rest": rest.measure,
    "verdict": verdict.measure,
    "publish": publish.measure,
    "placement-sim": placement_sim.measure,
    "fleet-sim": fleet_sim.measure,
}
TARGETS = (
    "//agent:neuron-agent",
    "//agent/cli:neuronctl",
    "//tests/bench:bare-rest",
    "//tests/bench:bystander",
    "//tests/bench:crowd",
    "//tests/bench:edge-handling",
    "//tests/bench:edge-streaming",
    "//tests/bench:enumerate",
    "//tests/bench:fleet-sim",
    "//tests/bench:holders",
    "//tests/bench:placement-sim",
    "//tests/bench:plain-tree",
    "//tests/bench:publish-quiet",
    "//tests/bench:sample",
    "//tests/bench:storm",
    "//tests/bench:uprobe",
    "//tests/bench:verdict-streaming",
    "//tests/simulator:neuron-sim",
)
RELEASE = "--config=release"


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parse_arguments(arguments: Optional[list[str]] = None) -> argparse.Namespace:
    """What to measure and how to say it."""
    parser = OneLineParser(
        prog="tools/bench",
        description="Measures what the agent costs. Exit status: 0, or 1 if anything is SHORT.",
        epilog=f"NAME: {', '.join(BENCHMARKS)}; none means all.",
        allow_abbrev=False,
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="what to measure")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--smoke", action="store_true", help="see that all runs; judge nothing")
    parser.add_argument(
        "--programs", type=Path, metavar="DIRECTORY", help="measure these programs, build nothing"
    )
    options = parser.parse_args(arguments)
    for name in options.names:
        if name not in BENCHMARKS:
            parser.error(f'no benchmark "{name}": use one of {", ".join(BENCHMARKS)}')
    options.names = options.names or list(BENCHMARKS)
    return options


def build_release() -> Path:
    """Builds what is measured, in the workspace that we stand in; returns where it is."""
    build = subprocess.run(["bazel", "build", RELEASE, *TARGETS], stdout=sys.stderr, check=False)
    if build.returncode != 0:
        sys.exit(build.returncode)
    where = ["bazel", "info", RELEASE, "bazel-bin"]
    return Path(subprocess.check_output(where, text=True, stderr=subprocess.DEVNULL).strip())


def show(measurement: Measurement, as_json: bool) -> None:
    """One line, at once."""
    if as_json:
        print(json.dumps(measurement.to_json()), flush=True)
    else:
        print(format_row(measurement.to_row()), flush=True)


def main() -> int:
    """Runs what was asked for, one after the other."""
    options = parse_arguments()
    programs = options.programs or build_release()
    setting = smoke_setting(programs) if options.smoke else Setting(programs)
    if not options.json:
        print(format_row(HEADINGS), flush=True)
    short = False
    for name in options.names:
        for measurement in BENCHMARKS[name](setting):
            show(measurement, options.json)
            short = short or measurement.verdict == "SHORT"
    return 1 if short and not options.smoke else 0


if __name__ == "__main__":
    sys.exit(main())
