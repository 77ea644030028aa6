"""Counters of errors that wrap or that the driver comes to sort otherwise, and an agent that stood
still while they moved: what the stream, neuronctl and ECS say, against the second law."""

import signal
import time
import unittest
from typing import List

from e2e.second_law import table_lies
from e2e.simulated_host import SimulatedHost
from e2e.tables import Table, ask
from e2e.witness import Witness, chip_of, is_judged

INSTANCE = "trn2.48xlarge"
STOPPED_SECONDS = 5
# Until all is told after that, on a busy machine.
SOON_SECONDS = 6.0


class CounterFaultsTest(unittest.TestCase):
    """One agent for all: each test has chips of its own."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.tables: List[Table] = []
        cls.host = SimulatedHost(INSTANCE)
        cls.addClassCleanup(cls.host.close)
        # What an agent finds at its start. Of the registers there are 16 bits.
        cls.host.do("set_counter 1 mem_ecc_uncorrected 65533\n"
                    "set_counter 2 sram_ecc_uncorrected 65535\n"
                    "set_counter 4 mem_ecc_uncorrected 3")
        cls.witness = Witness(cls.host, INSTANCE)
        cls.addClassCleanup(cls.witness.close)
        cls.witness.ecs.await_free_set(lambda told: told.has(2), 0, "what is old leaves it free")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.witness.now(0)
        stream = cls.witness.follower.since(0)
        lies = [lie for table in cls.tables for lie in table_lies(stream, table)]
        if lies:
            raise AssertionError("\n".join(lies))
        cls.witness.check_second_law()
        cls.witness.check_first_law()

    def setUp(self) -> None:
        self.began, self.began_at = time.monotonic(), time.time()

    def ask(self) -> None:
        """neuronctl; what it says is judged in the end."""
        self.tables += ask(self.witness.agent)

    def await_judged(self, index: int, verdict: str, reason: str) -> None:
        self.witness.follower.await_snapshot(is_judged(index, verdict, reason), self.began,
                                             f"chip {index} is {verdict}")

    def said(self, index: int) -> List[str]:
        """Which verdicts the stream gave the chip, for which reasons, one after the other."""
        chips = [chip_of(seen.snapshot, index) for seen in self.witness.follower.since(0)]
        each = [f"{chip['verdict'][len('VERDICT_'):]} {chip['verdict_reason']}"
                for chip in chips if chip is not None]
        return [now for before, now in zip([""] + each, each) if now != before]

    def test_uncorrected_errors_that_wrap_are_new_and_no_fewer(self) -> None:
        self.host.do("ecc 1 mem_uncorrected 5\necc 2 sram_uncorrected 1")
        for index, memory, total in ((1, "hbm", 65538), (2, "sram", 65536)):
            self.await_judged(index, "BAD", f"{memory}_uncorrectable")
            chip = self.witness.now(index)
            self.assertEqual((chip[f"{memory}_ecc_uncorrected_total"], chip.get("rebases", [])),
                             (str(total), []))
            # What falls is not believed at once: it may be a chip in reset.
            self.assertEqual([said.split()[0] for said in self.said(index)],
                             ["SUSPECT", "UNKNOWN", "BAD"])
            self.ask()
            self.witness.await_published(index, False, self.began_at)

    def test_errors_that_the_driver_comes_to_sort_otherwise_are_not_new(self) -> None:
        self.witness.judges("ecc 3 mem_repairable_uncorrected 2", 3, "SUSPECT", "hbm_repairable")
        self.ask()
        self.host.do("\n".join(("set_counter 3 mem_ecc_repairable_uncorrected 0",
                                "set_counter 3 mem_ecc_uncorrected 2",
                                "set_counter 4 mem_ecc_uncorrected 0",
                                "set_counter 4 mem_ecc_repairable_uncorrected 3")))
        self.await_judged(3, "SUSPECT", "hbm_uncorrectable")
        # Nothing absolves chip 4.
        self.await_judged(4, "UNKNOWN", "hbm_ecc_unreadable")
        self.witness.follower.await_snapshot(is_judged(4, "SUSPECT", "hbm_uncorrectable"),
                                             time.monotonic(), "it is as it was")
        self.ask()
        self.assertEqual(self.said(3), ["OK none", "SUSPECT hbm_repairable",
                                        "UNKNOWN hbm_ecc_repairable_unreadable",
                                        "SUSPECT hbm_uncorrectable"])
        self.assertEqual(self.said(4), ["SUSPECT hbm_uncorrectable", "UNKNOWN hbm_ecc_unreadable",
                                        "SUSPECT hbm_uncorrectable"])
        # The sum is what alarms.
        self.witness.judges("ecc 3 mem_uncorrected 1", 3, "BAD", "hbm_uncorrectable")

    def test_an_agent_that_stood_still_tells_what_befell_the_chips_meanwhile(self) -> None:
        since = self.witness.now(9)["verdict_since"]
        self.witness.agent.process.send_signal(signal.SIGSTOP)
        self.host.do("ecc 5 mem_uncorrected 2\nset_counter 6 success 900 core=0\n"
                     "remove_chip 7\nremove_chip 8\nadd_chip 8")
        time.sleep(STOPPED_SECONDS)
        self.began, self.began_at = time.monotonic(), time.time()
        self.witness.agent.process.send_signal(signal.SIGCONT)
        self.ask()
        self.await_judged(5, "BAD", "hbm_uncorrectable")
        self.witness.follower.await_snapshot(lambda now: chip_of(now, 7) is None, self.began,
                                             "it misses chip 7")
        for index in (5, 7):
            self.witness.await_published(index, False, self.began_at)
        self.assertLess(time.monotonic() - self.began, SOON_SECONDS)
        rates = [chip_of(seen.snapshot, 6)["cores"][0].get("executions_succeeded_per_second", 0)
                 for seen in self.witness.follower.since(self.began)]
        # Over the time that passed.
        self.assertLess(max(rates), 900 / STOPPED_SECONDS)
        self.await_judged(8, "OK", "none")
        self.assertEqual(self.witness.now(9)["verdict_since"], since)
        self.ask()


if __name__ == "__main__":
    unittest.main()
