"""Workloads on one simulated host: how soon they are seen, and what is said of them."""

import os
import time
import unittest
from typing import List

from e2e.agent import Agent
from e2e.deadline import await_true
from e2e.ecs import Ecs
from e2e.follower import Follower
from e2e.occupancy import claims, findings, has, occupancy
from e2e.simulated_host import SimulatedHost

INSTANCE = "trn1.32xlarge"
CHIP = 4

# The machine may not be idle, and a simulated host is slow: the promise to keep is that of
# tools/bench.
SOON_SECONDS = 1.0
TRIES = 5
# Less free is told at once, more free after a quiet delay of 5 s.
AT_ONCE_SECONDS = 2.0
QUIET_SECONDS = 5.0


def show(what: str, seconds: List[float]) -> None:
    print(f"{what}: " + ", ".join(f"{1000 * each:.1f}" for each in sorted(seconds)) + " ms")


class WorkloadsTest(unittest.TestCase):
    def setUp(self) -> None:
        # A driver that counts executions while they go on.
        self.host = SimulatedHost(INSTANCE, "--driver=2.30")
        self.addCleanup(self.host.close)
        self.ecs = Ecs(INSTANCE)
        self.addCleanup(self.ecs.stop)
        # So that it is not the regular look that finds out.
        self.agent = Agent(self.host, [*self.ecs.agent_flags(), "--sample_period=10s"])
        self.addCleanup(self.agent.kill)
        self.follower = Follower(self.agent)
        self.addCleanup(self.follower.stop)
        self.follower.await_snapshot(has("FREE", CHIP), 0, "the chip is free")
        self.ecs.await_free_set(lambda told: told.has(CHIP), 0, "ECS knows that")

    def seconds_to_tell(self, verb: str, wanted: str) -> float:
        """How long after the verb was done such a chip is on the stream; never below zero."""
        begin = time.monotonic()
        self.host.do(verb)
        done = time.monotonic()
        seen = self.follower.await_snapshot(has(wanted, CHIP), begin, f"{verb}: {wanted}")
        return max(0.0, seen.at - done)

    def check_the_first_law(self) -> None:
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)
        self.assertEqual(self.host.report()["forbidden"], [])

    def test_who_opens_and_ends_is_seen_at_once(self) -> None:
        for end in ("stop", "kill"):
            opened, ended = [], []
            for _ in range(TRIES):
                opened.append(self.seconds_to_tell(f"start train chips={CHIP}", "HELD"))
                ended.append(self.seconds_to_tell(f"{end} train", "FREE"))
            show("held on the stream", opened)
            show(f"free on the stream after {end}", ended)
            self.assertLess(min(opened), SOON_SECONDS)
            self.assertLess(min(ended), SOON_SECONDS)
        self.check_the_first_law()

    def test_ecs_hears_of_less_at_once_and_of_more_after_a_quiet_delay(self) -> None:
        begin = time.time()
        self.host.do(f"start train chips={CHIP}")
        done = time.time()
        taken = self.ecs.await_free_set(lambda told: not told.has(CHIP), begin, "it is taken")
        show("taken in ECS", [taken.at - done])
        self.assertLess(taken.at - done, AT_ONCE_SECONDS)

        begin = time.time()
        self.host.do("kill train")
        done = time.time()
        freed = self.ecs.await_free_set(lambda told: told.has(CHIP), begin, "it is free")
        show("free in ECS", [freed.at - done])
        self.assertGreater(freed.at - begin, QUIET_SECONDS)
        self.check_the_first_law()

    def test_who_only_observes_takes_nothing(self) -> None:
        node = self.host.mount / "dev" / f"neuron{CHIP}"
        begin, published_since = time.monotonic(), time.time()
        monitor = os.open(node, os.O_WRONLY | os.O_CLOEXEC)
        self.follower.await_snapshot(
            lambda now: any(holder["pid"] == os.getpid() and holder["observed_chips"] == [CHIP]
                            for holder in now.get("holders", [])), begin, "it is seen to observe")
        # A chip beside it, so that ECS is told something.
        self.host.do(f"start train chips={CHIP + 1}")
        told = self.ecs.await_free_set(lambda told: not told.has(CHIP + 1), published_since,
                                       "the chip beside it is taken")
        self.assertTrue(told.has(CHIP))
        self.assertEqual({occupancy(seen.snapshot, CHIP) for seen in self.follower.since(begin)},
                         {"FREE"})
        self.assertIn("OBSERVES", self.agent.ctl("holders").stdout)
        os.close(monitor)
        self.host.do("stop train")
        self.check_the_first_law()

    def test_holders_names_them_with_since_when_and_whether_they_work(self) -> None:
        self.agent.stop()
        self.agent = Agent(self.host, ["--nopublish", "--sample_period=200ms"])
        self.addCleanup(self.agent.kill)
        begin = time.time()
        self.host.do(f"start train chips={CHIP},{CHIP + 1} executions_per_second=100")
        self.host.do(f"start lazy chips={CHIP + 2} executions=1")

        def executing(chip: int) -> object:
            return next(state.get("executing") for state in self.agent.holders()["chips"]
                        if state["index"] == chip)

        await_true(lambda: executing(CHIP + 2) is False, "the one is seen to be idle")
        said = self.agent.ctl("holders").stdout
        line = next(line for line in said.splitlines() if " train " in line).split()
        self.assertEqual(line[0], f"{CHIP}-{CHIP + 1}")
        self.assertEqual(line[1], "held")
        held = claims(self.agent.holders(), CHIP, "HELD")
        self.assertEqual([claim["pid"] for claim in held], [int(line[2])])
        since = time.mktime(time.strptime(held[0]["since"][:19], "%Y-%m-%dT%H:%M:%S"))
        self.assertLess(abs(since - time.timezone - begin), 30)
        self.assertIn("idle", next(row for row in said.splitlines() if " lazy " in row))
        self.host.do("stop train")
        self.host.do("stop lazy")
        self.check_the_first_law()

    def test_what_a_finding_proposes_is_done_if_somebody_says_so(self) -> None:
        begin = time.monotonic()
        self.host.do(f"start tool chips={CHIP} comm=neuron-monitor")
        found = self.follower.await_snapshot(lambda now: bool(findings(now, "MONITOR_ATTACHED")),
                                             begin, "a monitor that attaches is a finding")
        pid = findings(found.snapshot, "MONITOR_ATTACHED")[0]["pid"]
        shown = self.agent.ctl("holders", f"--release={pid}")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("nothing was done", shown.stdout)
        self.assertEqual(occupancy(self.agent.holders(), CHIP), "HELD")
        done = self.agent.ctl("holders", f"--release={pid}", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.follower.await_snapshot(has("FREE", CHIP), begin, "the chip is free")
        self.check_the_first_law()


if __name__ == "__main__":
    unittest.main()
