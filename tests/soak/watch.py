"""What the agent of a soak says, and whether that is a lie."""

import json
import time
from typing import Any, Optional, Set

from e2e.agent import Agent
from e2e.timestamp import unix_time


def snapshot_after(agent: Agent, when: float, patience: float) -> Any:
    """The first snapshot whose collection began after `when`; AssertionError if none comes."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answer = agent.ctl("ls", "--format=json")
        if answer.returncode == 0:
            snapshot = json.loads(answer.stdout)
            if unix_time(snapshot["taken_at"]) >= when:
                return snapshot
        if agent.process.poll() is not None:
            raise AssertionError(f"the agent has ended: {agent.process.returncode}")
        time.sleep(0.1)
    raise AssertionError(f"no new snapshot within {patience} s")


def lie(snapshot: Any, taken: Set[int]) -> Optional[str]:
    """None if no chip is called free that is held or gone."""
    wrong = taken & set(snapshot.get("free_chips", []))
    return f"called free, and is not: {sorted(wrong)}" if wrong else None
