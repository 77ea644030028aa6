"""The opt-in mode --datastore=attach: what it tells, whom it disturbs, and that without it nobody
attaches."""

import os
import re
import signal
import time
import unittest
from pathlib import Path
from typing import Dict, List

from e2e.agent import Agent
from e2e.deadline import await_true
from e2e.follower import Follower, Snapshot
from e2e.occupancy import claims, has
from e2e.simulated_host import SimulatedHost

INSTANCE = "trn1.2xlarge"
CHIP = 0
# Of two, the one that it uses. The unit of its time in use is found out by the rate alone.
CORE = 0
TRAIN = f"start train chips={CHIP} executions_per_second=50 latency_ms=4 picoseconds=true"

# A holder must have had the chip for so long.
SETTLED_SECONDS = 10.0
# The machine may not be idle: the promise to keep is that of tools/bench.
SOON_SECONDS = 2.0
FORBIDDEN = 3


def told_ratios(snapshot: Snapshot) -> Dict[int, float]:
    """By core of the chip, how busy it is by a datastore; without those that none tells of."""
    cores = next(chip for chip in snapshot["chips"] if chip["index"] == CHIP)["cores"]
    return {core["index"]: core["utilization"]["ratio"] for core in cores
            if core.get("utilization", {}).get("source") == "UTILIZATION_SOURCE_DATASTORE"}


class DatastoreTest(unittest.TestCase):
    def begin(self, simulator_flags: List[str], agent_flags: List[str]) -> None:
        """A host whose driver counts time in use at the end of processes only, and an agent."""
        self.host = SimulatedHost(INSTANCE, *simulator_flags)
        self.addCleanup(self.host.close)
        self.agent = Agent(self.host, ["--nopublish", self.host.uevents_flag, *agent_flags])
        self.addCleanup(self.agent.kill)
        self.follower = Follower(self.agent)
        self.addCleanup(self.follower.stop)
        self.follower.await_snapshot(has("FREE", CHIP), 0, "the chip is free")

    def is_attached(self) -> bool:
        """Whether the agent has a full-access descriptor of the chip."""
        process = Path(f"/proc/{self.agent.process.pid}")
        return any(self.is_full_access(process, number) for number in os.listdir(process / "fd"))

    def is_full_access(self, process: Path, number: str) -> bool:
        """False of a descriptor that is closed meanwhile."""
        try:
            target = os.readlink(process / "fd" / number)
            flags = re.search(r"flags:\s*(\d+)", (process / "fdinfo" / number).read_text())
        except FileNotFoundError:
            return False
        return (target == str(self.host.mount / "dev" / f"neuron{CHIP}") and flags is not None
                and int(flags[1], 8) & os.O_ACCMODE in (os.O_RDONLY, os.O_RDWR))

    def train(self) -> float:
        """Starts a workload; when it was seen to hold the chip."""
        begin = time.monotonic()
        self.host.do(TRAIN)
        return self.follower.await_snapshot(has("HELD", CHIP), begin, "the chip is held").at

    def check_free_soon_after(self, verb: str) -> None:
        begin = time.monotonic()
        self.host.do(verb)
        done = time.monotonic()
        seen = self.follower.await_snapshot(has("FREE", CHIP), begin, f"{verb}: it is free")
        print(f"free after {verb}: {1000 * (seen.at - done):.1f} ms")
        self.assertLess(seen.at - done, SOON_SECONDS)
        await_true(lambda: not self.is_attached(), "the agent has let go", SOON_SECONDS)

    def test_tells_how_busy_cores_are_and_stands_in_nobodys_way(self) -> None:
        self.begin(["--allow_attach"], ["--datastore=attach"])
        self.assertFalse(self.is_attached())
        held = self.train()
        await_true(self.is_attached, "the agent is attached")
        self.assertGreater(time.monotonic() - held, SETTLED_SECONDS - SOON_SECONDS)

        told = self.follower.await_snapshot(lambda now: bool(told_ratios(now)), held,
                                            "the datastore tells how busy cores are").snapshot
        ratios = told_ratios(told)
        self.assertEqual(list(ratios), [CORE, CORE + 1])
        self.assertTrue(0.05 < ratios[CORE] <= 1, ratios)
        self.assertEqual(ratios[CORE + 1], 0)
        holder = claims(told, CHIP, "HELD")
        self.assertEqual(len(holder), 1, "the agent is not among them")
        self.assertNotEqual(holder[0]["pid"], self.agent.process.pid)

        self.check_free_soon_after("stop train")
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)
        self.assertEqual(self.host.report()["forbidden"], [])

    def test_lets_go_of_a_chip_whose_holder_is_killed_and_ends_while_it_is_attached(self) -> None:
        self.begin(["--allow_attach"], ["--datastore=attach"])
        self.train()
        await_true(self.is_attached, "the agent is attached")
        self.check_free_soon_after("kill train")

        self.train()
        await_true(self.is_attached, "the agent is attached again")
        begin = time.monotonic()
        self.agent.process.send_signal(signal.SIGTERM)
        await_true(lambda: not self.agent.socket.exists(), "the socket is gone", SOON_SECONDS)
        print(f"socket gone: {1000 * (time.monotonic() - begin):.1f} ms")
        self.assertEqual(self.agent.process.wait(timeout=SOON_SECONDS), 0)
        self.assertEqual(self.host.stop(), 0)

    def test_never_attaches_unless_asked_to(self) -> None:
        self.begin([], [])
        held = self.train()
        settled = held + SETTLED_SECONDS + SOON_SECONDS
        later = self.follower.await_snapshot(lambda _: time.monotonic() > settled, held,
                                             "it would be attached by now").snapshot
        self.assertEqual(told_ratios(later), {})
        self.assertFalse(self.is_attached())
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)

    def test_would_be_found_out_if_it_attached(self) -> None:
        self.begin([], ["--datastore=attach"])
        self.train()
        await_true(self.is_attached, "the agent is attached")
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), FORBIDDEN)
        what = {act["what"] for act in self.host.report()["forbidden"]
                if act["pid"] == self.agent.process.pid}
        self.assertTrue(any("O_RDONLY" in each for each in what), what)


if __name__ == "__main__":
    unittest.main()
