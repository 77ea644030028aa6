"""`fleet-sim`: what many agents cost one account, and how late ECS learns the truth."""

import json
import subprocess
from typing import Iterator, NamedTuple, Optional

from bench.measurement import Measurement
from bench.setting import Setting

USUAL = frozenset({"usual"})
BUSY = frozenset({"busy"})
UPGRADES = frozenset({"upgrade", "keep"})
TROUBLE = UPGRADES | {"driver", "outage"}
ALL = USUAL | BUSY | TROUBLE
# So many hosts do not use up an account's rate.
FEW = 1_000
# An account may write so often at once; then it is 40 a second, with the customer's RunTask.
BURST = 100


class Figure(NamedTuple):
    """One of the program's, and what it is called here."""

    name: str
    field: str
    unit: str
    # In units of the program's.
    factor: float
    shown_for: frozenset[str]
    goal: Optional[float] = None
    goal_for: frozenset[str] = ALL
    most_hosts: Optional[int] = None


FIGURES = (
    Figure("bucket", "bucket_ratio", "%", 100, ALL, 25, USUAL),
    Figure("refused", "refused_ratio", "%", 100, BUSY | TROUBLE),
    Figure("peak", "peak", "/s", 1, ALL - {"outage"}, BURST, USUAL | UPGRADES),
    Figure("late-peak", "late_peak", "/s", 1, TROUBLE, BURST),
    Figure("less.median", "less_p50_seconds", "s", 1, BUSY),
    Figure("less", "less_p99_seconds", "s", 1, ALL, 1, USUAL | BUSY, FEW),
    Figure("more.median", "more_p50_seconds", "s", 1, BUSY),
    Figure("more", "more_p99_seconds", "s", 1, ALL),
    Figure("lying", "lying_ratio", "%", 100, ALL),
    Figure("hiding", "hiding_ratio", "%", 100, ALL),
    Figure("recovery", "recovery_seconds", "min", 1 / 60, TROUBLE, 15),
    Figure("run-task", "run_task_failed_ratio", "%", 100, ALL, 1, USUAL | UPGRADES | {"outage"}),
)


def measure(setting: Setting) -> Iterator[Measurement]:
    """For each fleet and scenario: what of the account's bucket its agents took, when ECS was told of chips
    that were taken (less) and given back (more), how long it showed what was not so, and how many of
    the customer's RunTask that cost.
    """
    program = setting.programs / "tests/bench/fleet-sim"
    for hosts in setting.fleets:
        lines = subprocess.check_output([program, str(hosts), str(setting.seed)], text=True)
        for line in lines.splitlines():
            yield from _to_measurements(json.loads(line))


def _to_measurements(result: dict) -> Iterator[Measurement]:
    scenario, hosts = result["scenario"], result["hosts"]
    fleet = f"{hosts // 1000}k" if hosts >= 1000 else hosts
    for figure in FIGURES:
        if scenario in figure.shown_for and figure.field in result:
            yield Measurement(
                name=f"fleet-sim.{fleet}.{scenario}.{figure.name}",
                unit=figure.unit,
                ours=figure.factor * result[figure.field],
                goal=figure.goal if _has_goal(figure, scenario, hosts) else None,
            )


def _has_goal(figure: Figure, scenario: str, hosts: int) -> bool:
    few = figure.most_hosts is None or hosts <= figure.most_hosts
    return few and scenario in figure.goal_for
