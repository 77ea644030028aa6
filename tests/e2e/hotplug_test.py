"""Chips and drivers that come and go: how soon the stream tells, and that nobody is disturbed."""

import time
import unittest
from typing import Callable, List

from e2e.agent import Agent
from e2e.deadline import await_true
from e2e.follower import Follower, Snapshot
from e2e.simulated_host import SimulatedHost
from e2e.uevent_log import UeventLog

INSTANCE = "trn1.32xlarge"
CHIPS = list(range(16))
OLD_DRIVER = "2.24.7.0"
NEW_DRIVER = "2.25.4.0"

# From an event to the snapshot on the stream, on an idle machine.
PROMISE_SECONDS = 0.1
# The machine may not be idle: the best of so many.
TRIES = 4
CALM_SECONDS = 1.0


def indices(snapshot: Snapshot) -> List[int]:
    return [chip["index"] for chip in snapshot.get("chips", [])]


def has_chips(wanted: List[int]) -> Callable[[Snapshot], bool]:
    return lambda snapshot: indices(snapshot) == wanted


def has_driver(version: str) -> Callable[[Snapshot], bool]:
    """With all chips."""
    return lambda snapshot: (snapshot["host"].get("driver_version") == version
                             and indices(snapshot) == CHIPS)


def was_asked(snapshot: Snapshot) -> bool:
    """Whether the agent knows of each chip what only an ioctl tells."""
    chips = snapshot.get("chips", [])
    return indices(snapshot) == CHIPS and all("runtime_abi_max" in chip for chip in chips)


class HotplugTest(unittest.TestCase):
    def start(self, *flags: str) -> None:
        self.host = SimulatedHost(INSTANCE, f"--driver={OLD_DRIVER}")
        self.addCleanup(self.host.close)
        self.uevents = UeventLog(self.host.uevents_path)
        self.addCleanup(self.uevents.stop)
        self.agent = Agent(self.host, ["--nopublish", self.host.uevents_flag, *flags])
        self.addCleanup(self.agent.process.kill)
        self.follower = Follower(self.agent)
        self.addCleanup(self.follower.stop)
        self.follower.await_snapshot(has_chips(CHIPS), 0, "the stream begins")

    def seconds_to_tell(self, verb: str, wanted: Callable[[Snapshot], bool]) -> float:
        """How long after the first uevent there is such a snapshot on the stream: what the host itself
        takes before, with a driver's sixteen chips, is not the agent's."""
        begin = time.monotonic()
        self.host.do(verb)
        told = self.follower.await_snapshot(wanted, begin, f"{verb} shows on the stream")
        return told.at - self.uevents.first_since(begin)

    def await_calm(self) -> None:
        """Until all that came of a verb has been told: a look that is under way is finished before
        the next, and takes long on a simulated host."""
        await_true(lambda: time.monotonic() - self.follower.last().at > CALM_SECONDS,
                   "the stream is silent between events")

    def await_asked(self, what: str) -> None:
        self.follower.await_snapshot(was_asked, time.monotonic(), what)

    def check_the_end(self, opens: List[int]) -> None:
        """Nothing forbidden was done, and each chip was opened as often as one of these."""
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)
        report = self.host.report()
        self.assertEqual(report["forbidden"], [])
        for device in report["devices"]:
            self.assertIn(device["outsider_opens"], opens)

    def test_each_change_is_told_at_once(self) -> None:
        # So that it is not the regular look that finds out.
        self.start("--sample_period=10m")
        changes = {
            "remove_chip 3": has_chips([chip for chip in CHIPS if chip != 3]),
            "add_chip 3": has_chips(CHIPS),
            "unload_driver": has_chips([]),
            # Chips come one by one, and a look may fall between two of them.
            f"load_driver {NEW_DRIVER}":
                lambda now: now["host"].get("driver_version") == NEW_DRIVER,
            # The first that shows may be that the old one has gone.
            f"reload_driver {OLD_DRIVER}": lambda now: not has_driver(NEW_DRIVER)(now),
        }
        best = {verb: float("inf") for verb in changes}
        self.await_calm()
        tries = 0
        # On a busy machine a few more.
        while tries < TRIES or (tries < 3 * TRIES and max(best.values()) >= PROMISE_SECONDS):
            tries += 1
            for verb, wanted in changes.items():
                best[verb] = min(best[verb], self.seconds_to_tell(verb, wanted))
                self.await_calm()
        print("best of", tries, {verb: f"{1000 * seconds:.0f} ms" for verb, seconds in best.items()})
        for verb, seconds in best.items():
            self.assertLess(seconds, PROMISE_SECONDS, verb)
        self.check_the_end(opens=[0, 1, 2])

    def test_each_chip_is_asked_once_per_driver_version(self) -> None:
        self.start("--sample_period=200ms")
        self.await_asked("the chips were asked")
        for verb in ("reload_driver", "remove_chip 3", "add_chip 3", "unload_driver",
                     f"load_driver {OLD_DRIVER}"):
            self.host.do(verb)
            self.follower.await_snapshot(lambda _: True, time.monotonic(), "the stream goes on")
        self.await_asked("the answers are still known")
        self.host.do(f"reload_driver {NEW_DRIVER}")
        self.follower.await_snapshot(has_driver(NEW_DRIVER), 0, "the new driver")
        self.await_asked("the chips were asked again")
        self.check_the_end(opens=[2])


if __name__ == "__main__":
    unittest.main()
