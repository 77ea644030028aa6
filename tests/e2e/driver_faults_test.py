"""Drivers that go and come back, and reads that sleep: what is said meanwhile and afterwards."""

import time
import unittest
from typing import List

from e2e.deadline import await_true
from e2e.second_law import free
from e2e.simulated_host import SimulatedHost
from e2e.witness import Witness, chip_of, is_judged

# With a driver whose reads may sleep in a reset.
INSTANCE = "trn1.32xlarge"
OTHERS = [chip for chip in range(16) if chip != 3]
# A sleeping read is given up after a second; on a busy machine.
DIM_SECONDS = 6.0
RESET_SECONDS = 8
# 100 ms are promised; on a busy machine.
LAST_WORDS_SECONDS = 1.0


class DriverFaultsTest(unittest.TestCase):
    def start(self, *verbs: str) -> None:
        """An agent on a host on which this has happened."""
        self.host = SimulatedHost(INSTANCE)
        self.addCleanup(self.host.close)
        for verb in verbs:
            self.host.do(verb)
        self.witness = Witness(self.host, INSTANCE)
        self.addCleanup(self.witness.close)

    def check_the_laws(self) -> None:
        self.witness.check_second_law()
        self.witness.check_first_law()

    def is_never(self, index: int, verdict: str) -> bool:
        """Whether the chip was never judged so."""
        return not any(is_judged(index, verdict)(seen.snapshot)
                       for seen in self.witness.follower.since(0))

    def test_totals_and_chips_outlive_the_driver(self) -> None:
        self.start("set_counter 1 success 40 core=0")
        self.witness.ecs.await_free_set(lambda told: told.has(1), 0, "ECS knows the chips")
        began = time.time()
        gone = self.witness.after("unload_driver", lambda now: not now.get("chips"))
        self.assertEqual(gone.snapshot["health"], "NODE_HEALTH_IMPAIRED")
        self.witness.ecs.await_free_set(lambda told: told.value == "_none_", began, "none is free")
        self.assertEqual(self.witness.ecs.attributes()["health"], "impaired")
        self.witness.log.await_line("no_driver")

        began = time.time()
        chip = self.witness.judges("load_driver", 1, "OK")
        self.assertEqual(chip["cores"][0]["executions_succeeded_total"], "40")
        self.assertNotIn("executions_succeeded_per_second", chip["cores"][0])
        self.assertEqual([(each["counter"], each["times_total"], each["last_reason"])
                          for each in chip["cores"][0]["rebases"]],
                         [("success", "1", "REBASE_REASON_DRIVER_RELOAD")])
        self.witness.await_published(1, True, began)
        self.assertEqual(self.witness.ecs.attributes()["health"], "ok")
        self.witness.after(
            "add_counter 1 success 2 core=0",
            lambda now: chip_of(now, 1)["cores"][0].get("executions_succeeded_total") == "42")
        self.check_the_laws()

    def test_errors_that_another_driver_sorts_otherwise_are_not_new(self) -> None:
        self.start("ecc 2 mem_uncorrected 3")
        self.witness.judges("ecc 1 mem_repairable_uncorrected 2", 1, "SUSPECT", "hbm_repairable")
        self.assertEqual(self.witness.now(2)["verdict_reason"], "hbm_uncorrectable")
        self.host.do("unload_driver")
        sorted_otherwise = "\n".join(("load_driver", "set_counter 1 mem_ecc_uncorrected 2",
                                      "set_counter 2 mem_ecc_repairable_uncorrected 3"))
        chip = self.witness.judges(sorted_otherwise, 1, "SUSPECT", "hbm_uncorrectable")
        self.assertEqual((chip["hbm_ecc_uncorrected_total"], chip["hbm_ecc_repairable_total"]),
                         ("2", "2"))
        for index in (1, 2):
            self.assertEqual(self.witness.now(index)["verdict"], "VERDICT_SUSPECT")
            self.assertTrue(self.is_never(index, "BAD"))
        # The sum is what alarms.
        self.witness.judges("ecc 2 mem_uncorrected 1", 2, "BAD", "hbm_uncorrectable")
        self.check_the_laws()

    def free_others(self) -> List[int]:
        return sorted(free(self.witness.follower.last().snapshot) - {3})

    def test_reads_that_sleep_dim_one_chip_until_they_return(self) -> None:
        began = time.monotonic()
        self.start("behave reads_sleep_in_reset=true", f"reset 3 seconds={RESET_SECONDS}")
        self.witness.follower.await_snapshot(
            lambda now: free(now) >= set(OTHERS), 0, "the others are known")
        self.assertLess(time.monotonic() - began, DIM_SECONDS)
        self.assertEqual(self.witness.now(3)["verdict"], "VERDICT_UNKNOWN")
        self.assertTrue(self.is_never(3, "OK"))
        self.witness.follower.await_snapshot(is_judged(3, "OK"), 0, "the chip answers")
        self.assertGreater(time.monotonic() - began, RESET_SECONDS)
        self.check_the_laws()

    def test_a_reset_whose_reads_sleep_is_known_without_them(self) -> None:
        self.start("behave reads_sleep_in_reset=true")
        self.witness.follower.await_snapshot(is_judged(3, "OK"), 0, "it is well")
        began = time.monotonic()
        self.witness.judges("reset 3 seconds=4", 3, "UNKNOWN")
        self.assertLess(time.monotonic() - began, DIM_SECONDS)
        self.assertEqual(self.free_others(), OTHERS)
        self.witness.follower.await_snapshot(is_judged(3, "OK"), time.monotonic(), "it is again")
        self.check_the_laws()

    def test_an_agent_whose_read_sleeps_has_its_last_words_at_once(self) -> None:
        self.start("behave reads_sleep_in_reset=true", "reset 3 seconds=12")
        self.witness.ecs.await_free_set(lambda told: told.has(1), 0, "ECS knows the chips")
        self.assertEqual(self.witness.now(3)["verdict"], "VERDICT_UNKNOWN")
        began, published_since = time.monotonic(), time.time()
        self.witness.agent.process.terminate()
        await_true(lambda: not self.witness.agent.socket.exists(), "the socket is gone")
        self.assertLess(time.monotonic() - began, LAST_WORDS_SECONDS)
        told = self.witness.ecs.await_free_set(lambda told: told.value == "_none_",
                                               published_since, "it takes leave of ECS")
        self.assertLess(told.at - published_since, LAST_WORDS_SECONDS)
        # The kernel keeps the process until the read returns.
        self.witness.check_first_law()


if __name__ == "__main__":
    unittest.main()
