"""What the agent of a soak says, and whether that is a lie."""

import json
import time
from datetime import datetime
from typing import Any, Optional, Set

from e2e.agent import Agent


def unix_time(stamp: str) -> float:
    """Of protobuf's JSON for a Timestamp, whose fraction has up to nine digits."""
    whole, _, fraction = stamp.rstrip("Z").partition(".")
    return datetime.fromisoformat(whole + "+00:00").timestamp() + float(f"0.{fraction or 0}")


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
