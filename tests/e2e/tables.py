"""For tests: what neuronctl's tables say of each chip, and when they were asked for."""

import csv
import io
import time
from typing import Dict, List, NamedTuple

from e2e.agent import Agent


class Table(NamedTuple):
    """`neuronctl COMMAND --format=csv`: asked for at `begin`, read at `end` (time.monotonic)."""

    command: str
    begin: float
    end: float
    # By column.
    rows: List[Dict[str, str]]
    exit_code: int


def ask(agent: Agent) -> List[Table]:
    """The tables that have a row for each chip, as they are now: ls and health."""
    tables = []
    for command in ("ls", "health"):
        begin = time.monotonic()
        done = agent.ctl(command, "--format=csv")
        tables.append(Table(command, begin, time.monotonic(),
                            list(csv.DictReader(io.StringIO(done.stdout))), done.returncode))
    return tables
