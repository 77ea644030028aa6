"""neuronctl run: who gets which chips, for how long, and what is said of those who take others."""

import os
import signal
import subprocess
import time
import unittest
from pathlib import Path
from typing import List, Set

from e2e.agent import NEURONCTL, Agent
from e2e.deadline import await_true
from e2e.device_node_host import DeviceNodeHost
from e2e.device_user import HOLD, DeviceUser, half_dead, with_pid
from e2e.follower import Follower, Snapshot
from e2e.lessee import Lessee
from e2e.occupancy import claims, findings, has, occupancy
from e2e.simulated_host import SimulatedHost

INSTANCE = "trn1.32xlarge"
CHIPS = list(range(16))
# By the rules of this instance type; a chip has two cores.
ROWS = {"0-7": [0, 1, 2, 3], "8-15": [4, 5, 6, 7], "16-23": [8, 9, 10, 11],
        "24-31": [12, 13, 14, 15]}
TRY_AGAIN = 75


def leased(snapshot: Snapshot) -> List[int]:
    """Chips of all leases, each as often as it is leased."""
    return sorted(chip for lease in snapshot.get("leases", []) for chip in lease["chips"])


class LeasesTest(unittest.TestCase):
    """On a simulated host, where nothing but its own workloads may open a chip."""

    def setUp(self) -> None:
        self.host = SimulatedHost(INSTANCE)
        self.addCleanup(self.host.close)
        self.start_agent()

    def start_agent(self) -> None:
        self.agent = Agent(self.host, ["--nopublish"])
        self.addCleanup(self.agent.kill)

    def lease(self, chips: int, **options: object) -> Lessee:
        lessee = Lessee(self.agent, chips, **options)  # type: ignore[arg-type]
        self.addCleanup(lessee.end)
        return lessee

    def await_leased(self, wanted: List[int]) -> None:
        await_true(lambda: leased(self.agent.holders()) == wanted, f"leased are {wanted}")

    def check_the_first_law(self) -> None:
        self.assertEqual(self.agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)
        self.assertEqual(self.host.report()["forbidden"], [])

    def test_four_at_once_never_overlap_and_a_fifth_waits(self) -> None:
        begin = time.monotonic()
        lessees = [self.lease(4) for _ in ROWS]
        cores = [lessee.line() for lessee in lessees]
        self.assertEqual(sorted(cores), sorted(ROWS))
        print(f"four leases at once: {1000 * (time.monotonic() - begin):.0f} ms")
        self.await_leased(CHIPS)
        self.assertTrue(has("LEASED", *CHIPS)(self.agent.holders()))

        fifth = self.lease(4, wait="1s")
        self.assertEqual(fifth.exit_code(), TRY_AGAIN)
        self.assertEqual(len(fifth.complaint().splitlines()), 2)

        sixth = self.lease(4)
        time.sleep(0.5)
        begin = time.monotonic()
        lessees[1].end()
        self.assertEqual(sixth.line(), cores[1])
        print(f"lease given on: {1000 * (time.monotonic() - begin):.0f} ms")
        self.check_the_first_law()

    def test_what_is_held_is_not_leased(self) -> None:
        self.host.do("start train chips=0,5,9")
        self.assertEqual(self.lease(4).line(), "24-31")
        self.assertEqual(self.lease(4, wait="0").exit_code(), TRY_AGAIN)
        self.host.do("stop train")
        self.assertIn(self.lease(4).line(), ROWS)
        self.check_the_first_law()

    def test_a_lease_outlives_the_agent(self) -> None:
        lessee = self.lease(4)
        cores = lessee.line()
        chips = ROWS[cores]
        self.await_leased(chips)
        before = claims(self.agent.holders(), chips[0], "LEASED")
        self.agent.kill()
        self.start_agent()
        self.assertEqual(leased(self.agent.holders()), chips)
        self.assertTrue(has("LEASED", *chips)(self.agent.holders()))
        self.assertEqual(claims(self.agent.holders(), chips[0], "LEASED"), before)
        self.assertIn(f"{lessee.process.pid} ", self.agent.ctl("holders").stdout)
        others: Set[str] = {self.lease(4).line() for _ in range(3)}
        self.assertEqual(len(others | {cores}), 4)
        lessee.end()
        self.assertEqual(ROWS[self.lease(4).line()], chips)
        self.check_the_first_law()

    def test_a_lease_that_cannot_be_read_leaves_no_chip_free(self) -> None:
        chips = ROWS[self.lease(4).line()]
        self.agent.kill()
        record, = Path(f"{self.host.folder}.leases").glob("*.lease")
        whole = record.read_bytes()
        record.write_bytes(b"garbled")
        self.start_agent()
        self.assertTrue(has("UNKNOWN", *CHIPS)(self.agent.holders()))
        self.assertEqual(self.lease(1, wait="0").exit_code(), TRY_AGAIN)
        record.write_bytes(whole)
        self.await_leased(chips)
        others = [chip for chip in CHIPS if chip not in chips]
        await_true(lambda: has("FREE", *others)(self.agent.holders()), "the others are free")
        self.check_the_first_law()

    def test_a_lease_that_ended_without_the_agent_is_over(self) -> None:
        lessee = self.lease(4)
        lessee.line()
        self.agent.kill()
        lessee.end()
        self.start_agent()
        self.assertEqual(leased(self.agent.holders()), [])
        self.check_the_first_law()

    def test_a_lease_lasts_as_long_as_the_last_of_its_processes(self) -> None:
        lessee = self.lease(4, command=(
            "/bin/sh", "-c", 'sleep 1000000 >/dev/null 2>&1 & echo $!; exec sleep 1000000'))
        child = int(lessee.line())
        self.await_leased(ROWS["0-7"])
        lessee.end()
        await_true(lambda: bool(findings(self.agent.holders(), "LEASE_WITHOUT_LIFE")),
                   "a lease whose own process has gone is a finding")
        self.assertEqual(leased(self.agent.holders()), ROWS["0-7"])
        os.kill(child, signal.SIGKILL)
        self.await_leased([])
        self.check_the_first_law()


class HoldersTest(unittest.TestCase):
    """On real devices, which anybody may open."""

    def setUp(self) -> None:
        self.host = DeviceNodeHost(INSTANCE)
        self.addCleanup(self.host.close)
        self.agent = Agent(self.host, ["--nopublish"])
        self.addCleanup(self.agent.kill)
        self.follower = Follower(self.agent)
        self.addCleanup(self.follower.stop)
        self.follower.await_snapshot(has("FREE", *CHIPS), 0, "all chips are free")

    def hold(self, user: DeviceUser) -> DeviceUser:
        self.addCleanup(user.end)
        return user

    def release(self, pid: int) -> "subprocess.CompletedProcess[str]":
        return self.agent.ctl("holders", f"--release={pid}", "--yes", *self.host.root_flags())

    def test_a_lessee_that_takes_another_chip_is_a_finding(self) -> None:
        begin = time.monotonic()
        lessee = Lessee(self.agent, 1, command=("/bin/sh", "-c", HOLD, str(self.host.node(9))))
        self.addCleanup(lessee.end)
        self.assertEqual(lessee.line(), "open")
        found = self.follower.await_snapshot(lambda now: bool(findings(now, "OUTSIDE_LEASE")),
                                             begin, "it is a finding")
        finding = findings(found.snapshot, "OUTSIDE_LEASE")[0]
        self.assertEqual((finding["chips"], finding["pid"]), ([9], lessee.process.pid))
        self.assertIn("finding outside_lease", self.agent.ctl("holders").stdout)
        done = self.release(lessee.process.pid)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(lessee.exit_code(), -signal.SIGTERM)
        self.follower.await_snapshot(has("FREE", *CHIPS), begin, "all is free again")

    def test_a_lessee_within_its_lease_is_none(self) -> None:
        begin = time.monotonic()
        lessee = Lessee(self.agent, 1, command=("/bin/sh", "-c", HOLD, str(self.host.node(0))))
        self.addCleanup(lessee.end)
        self.assertEqual(lessee.line(), "open")
        self.follower.await_snapshot(has("HELD", 0), begin, "it is seen")
        self.assertEqual(claims(self.agent.holders(), 0, "LEASED")[0]["pid"], lessee.process.pid)
        self.assertNotIn("workload_findings", self.agent.holders())

    def test_a_dead_process_with_a_living_thread_holds_and_can_be_released(self) -> None:
        begin = time.monotonic()
        dead = self.hold(half_dead(self.host.node(8)))
        await_true(lambda: ") Z " in Path(f"/proc/{dead.pid()}/stat").read_text(), "it is a zombie")
        self.follower.await_snapshot(has("HELD", 8), begin, "its thread holds the chip")
        self.assertEqual(self.release(dead.pid()).returncode, 1)
        self.follower.await_snapshot(lambda now: bool(findings(now, "DEAD_HOLDER")), begin,
                                     "after a while it is a finding")
        done = self.release(dead.pid())
        self.assertEqual(done.returncode, 0, done.stderr)
        await_true(dead.has_ended, "it has ended")
        self.follower.await_snapshot(has("FREE", 8), time.monotonic() - 1, "the chip is free")

    def test_a_stopped_process_goes_on_holding(self) -> None:
        user = self.hold(DeviceUser(self.host.node(8)))
        os.kill(user.pid(), signal.SIGSTOP)
        await_true(lambda: [holder["state"] for holder in self.agent.holders().get("holders", [])]
                   == ["T"], "it is seen to be stopped")
        self.assertEqual(occupancy(self.agent.holders(), 8), "HELD")
        self.assertEqual(self.release(user.pid()).returncode, 1)

    def test_a_number_that_is_used_again_is_another_process(self) -> None:
        user = self.hold(DeviceUser(self.host.node(8)))
        begin = time.monotonic()
        self.follower.await_snapshot(has("HELD", 8), 0, "the first is seen")
        first = claims(self.agent.holders(), 8, "HELD")[0]
        user.end()
        second_user = self.hold(with_pid(user.pid(), self.host.node(9)))
        seen = self.follower.await_snapshot(has("HELD", 9), begin, "the second is seen").snapshot
        second = claims(seen, 9, "HELD")[0]
        self.assertEqual(occupancy(seen, 8), "FREE")
        self.assertEqual(second["pid"], second_user.pid())
        self.assertGreater(int(second["start_ticks"]), int(first["start_ticks"]))
        self.assertNotEqual(second["since"], first["since"])


class NoAgentTest(unittest.TestCase):
    def test_without_an_agent_nothing_is_run(self) -> None:
        done = subprocess.run([NEURONCTL, "run", "--chips=1", "--lease_socket=/run/missing.sock",
                               "--", "/bin/echo", "ran"], capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (69, ""))
        self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
