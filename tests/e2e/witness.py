"""For tests: an agent on a simulated host, and all that it says of it."""

import time
from pathlib import Path
from typing import Any, Callable, Dict, Optional

from e2e.agent import Agent
from e2e.agent_log import AgentLog
from e2e.ecs import Ecs
from e2e.follower import Follower, Seen, Snapshot
from e2e.second_law import lies, published_lies
from e2e.simulated_host import SimulatedHost

Chip = Dict[str, Any]

# From what the stream says to what ECS holds, on a busy machine.
ECS_DELAY_SECONDS = 4.0
# More than that many are not told.
MOST_LIES = 10
# Faster than by default, for the tests' sake.
FLAGS = ["--sample_period=500ms", "--events_period=500ms"]


def chip_of(snapshot: Snapshot, index: int) -> Optional[Chip]:
    """Nothing if it is not there."""
    return next((chip for chip in snapshot.get("chips", []) if chip["index"] == index), None)


def is_judged(index: int, verdict: str, reason: str = "") -> Callable[[Snapshot], bool]:
    """Whether the chip is OK, SUSPECT, BAD or UNKNOWN, for this reason if one is given."""
    def check(snapshot: Snapshot) -> bool:
        chip = chip_of(snapshot, index)
        return (chip is not None and chip["verdict"] == f"VERDICT_{verdict}"
                and (not reason or chip["verdict_reason"] == reason))

    return check


class Witness:
    """Follows an agent's stream, its log and what ECS holds, until close()."""

    def __init__(self, host: SimulatedHost, instance: str, *flags: str) -> None:
        self.host = host
        self.ecs = Ecs(instance)
        self.log = AgentLog(Path(host.folder) / "agent.log")
        try:
            self.agent = Agent(host, [*self.ecs.agent_flags(), host.uevents_flag, *FLAGS, *flags],
                               log=self.log.path)
        except AssertionError as error:
            self.ecs.stop()
            raise AssertionError(f"{error}; it said:\n{self.log.path.read_text()}") from error
        self.follower = Follower(self.agent)
        self.follower.await_snapshot(lambda _: True, 0, "the stream begins")

    def after(self, verb: str, wanted: Callable[[Snapshot], bool]) -> Seen:
        """Does the verb; the first such snapshot after it."""
        begin = time.monotonic()
        self.host.do(verb)
        return self.follower.await_snapshot(wanted, begin, f"after {verb}")

    def judges(self, verb: str, index: int, verdict: str, reason: str = "") -> Chip:
        """The chip in the first snapshot after the verb that judges it so."""
        chip = chip_of(self.after(verb, is_judged(index, verdict, reason)).snapshot, index)
        assert chip is not None
        return chip

    def now(self, index: int) -> Chip:
        """The chip in a snapshot that comes after this call."""
        begin = time.monotonic()
        seen = self.follower.await_snapshot(
            lambda snapshot: chip_of(snapshot, index) is not None, begin, f"chip {index} is there")
        chip = chip_of(seen.snapshot, index)
        assert chip is not None
        return chip

    def await_published(self, index: int, is_free: bool, since: float) -> None:
        """Until ECS is told so; `since` is of time.time()."""
        self.ecs.await_free_set(lambda told: told.has(index) == is_free, since,
                                f"ECS is told that chip {index} is {'' if is_free else 'not '}free")

    def check_second_law(self, since: float = 0) -> None:
        """AssertionError if something of what was said since then (time.monotonic) was a lie."""
        stream = self.follower.since(since)
        offset = time.time() - time.monotonic()
        found = lies(stream) + published_lies(stream, self.ecs.free_sets(), offset,
                                              ECS_DELAY_SECONDS)
        if found:
            raise AssertionError("\n".join(found[:MOST_LIES]))

    def check_first_law(self) -> None:
        """Ends the agent and the host; AssertionError if one of them ends badly or the agent did
        more than look."""
        codes = (self.agent.stop(), self.host.stop())
        forbidden = self.host.report()["forbidden"]
        if codes != (0, 0) or forbidden:
            raise AssertionError(f"agent and host end with {codes}; forbidden: {forbidden}")

    def close(self) -> None:
        self.follower.stop()
        self.agent.kill()
        self.ecs.stop()
