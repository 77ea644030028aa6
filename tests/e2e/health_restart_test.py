"""An agent that is killed and started again: what was held against a chip is no less."""

import subprocess
import unittest
from typing import Any, Dict, List

from e2e.deadline import await_true
from e2e.second_law import free
from e2e.simulated_host import SimulatedHost
from e2e.witness import Chip, Witness, chip_of, is_judged

INSTANCE = "trn2.48xlarge"
# Of what a restart must not change.
VERDICT = ("verdict", "verdict_reason", "verdict_evidence", "verdict_since", "verdict_clears_when",
           "verdict_advice")


def verdict_of(chip: Chip) -> Dict[str, Any]:
    return {field: chip[field] for field in VERDICT}


class HealthRestartTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = SimulatedHost(INSTANCE, "--driver=2.30")
        self.addCleanup(self.host.close)
        self.start()

    def start(self) -> None:
        self.witness = Witness(self.host, INSTANCE)
        self.addCleanup(self.witness.close)
        self.witness.ecs.await_free_set(lambda told: told.has(15), 0, "ECS knows the chips")

    def kill(self) -> None:
        """As kill -9: the agent can say and write nothing more."""
        self.witness.agent.kill()
        self.witness.follower.stop()

    def restart(self) -> None:
        self.kill()
        self.start()

    def check_never_free(self, index: int) -> None:
        """Nothing that was said since the start had the chip free."""
        for seen in self.witness.follower.since(0):
            self.assertNotIn(index, free(seen.snapshot))
        for told in self.witness.ecs.free_sets(0):
            self.assertFalse(told.has(index))

    def files(self) -> List[str]:
        return sorted(path.name for path in (self.host.folder / "verdicts").glob("*"))

    def judged_first(self, index: int) -> Chip:
        """The chip as the first pass of this agent judged it."""
        seen = self.witness.follower.await_snapshot(
            lambda now: (chip_of(now, index) or {}).get("verdict_reason") != "unread", 0, "judged")
        chip = chip_of(seen.snapshot, index)
        assert chip is not None
        return chip

    def await_log_read(self) -> None:
        """Until this agent has read the kernel's log from five minutes back to its end."""
        self.witness.judges("kernel_log NEURON_HW_ERR=DMA_ERROR nd-id=15 nc-id=0", 15, "SUSPECT")

    def test_a_chip_that_is_bad_by_an_event_stays_so(self) -> None:
        self.witness.judges("ecc 0 mem_uncorrected 3", 0, "BAD", "hbm_uncorrectable")
        self.witness.judges("kernel_log NEURON_HW_ERR=DMA_ERROR nd-id=1 nc-id=1", 1, "SUSPECT")
        self.witness.judges("add_counter 1 hw_dma_abort_error 1 core=1", 1, "BAD", "dma_abort")
        before = {index: verdict_of(self.witness.now(index)) for index in (0, 1)}
        self.assertEqual(self.files(), ["neuron0", "neuron1"])
        self.restart()
        for index, verdict in before.items():
            self.assertEqual(verdict_of(self.judged_first(index)), verdict)
        self.await_log_read()
        for index, verdict in before.items():
            chip = self.witness.now(index)
            self.assertEqual(verdict_of(chip), verdict)
            self.check_never_free(index)
        self.assertEqual(before[0]["verdict_clears_when"], "the instance is replaced")
        self.assertIn("or the driver is loaded anew", before[1]["verdict_clears_when"])
        self.assertEqual(self.witness.now(2)["verdict"], "VERDICT_OK")
        self.witness.check_second_law()
        self.witness.check_first_law()

    def test_no_line_of_the_kernel_log_counts_twice(self) -> None:
        line = "kernel_log neuron:fw_io_ecc: nd10: failed to read ECC"
        self.host.do(f"{line} 1\n{line} 2")
        await_true(lambda: self.files() == ["neuron10"], "what was heard is written down")
        self.restart()
        self.await_log_read()
        # It takes three to make a chip suspect.
        self.assertEqual(self.witness.now(10)["verdict"], "VERDICT_OK")
        self.witness.judges(f"{line} 3", 10, "SUSPECT", "firmware_trouble")
        self.witness.check_first_law()

    def test_another_chip_that_came_meanwhile_is_judged_anew(self) -> None:
        self.witness.judges("ecc 3 mem_uncorrected 1", 3, "BAD", "hbm_uncorrectable")
        self.kill()
        self.host.do("remove_chip 3\nadd_chip 3 serial_number=00000000000000ab")
        self.start()
        chip = self.judged_first(3)
        self.assertEqual((chip["verdict"], chip["verdict_reason"]),
                         ("VERDICT_SUSPECT", "serial_changed"))
        self.assertEqual({each["ailment"] for each in chip["signs"]}, {"AILMENT_SERIAL_CHANGED"})
        self.witness.check_second_law()
        self.witness.check_first_law()

    def test_a_load_of_the_driver_cures_what_it_cures_also_meanwhile(self) -> None:
        self.witness.judges("add_counter 4 hw_dma_abort_error 1 core=1", 4, "BAD", "dma_abort")
        self.witness.judges("ecc 5 mem_uncorrected 1", 5, "BAD", "hbm_uncorrectable")
        self.restart()
        self.assertEqual(self.judged_first(4)["verdict"], "VERDICT_BAD")
        self.witness.after("reload_driver", is_judged(4, "OK"))
        self.assertEqual(self.witness.now(5)["verdict"], "VERDICT_BAD")
        self.witness.judges("add_counter 6 hw_dma_abort_error 1 core=1", 6, "BAD", "dma_abort")
        self.kill()
        self.host.do("reload_driver")
        self.start()
        self.assertEqual(self.judged_first(6)["verdict"], "VERDICT_OK")
        self.assertEqual(self.judged_first(5)["verdict"], "VERDICT_BAD")
        self.witness.check_second_law()
        self.witness.check_first_law()

    def test_a_file_that_is_not_understood_makes_its_chip_unknown(self) -> None:
        self.witness.judges("ecc 7 mem_uncorrected 1", 7, "BAD", "hbm_uncorrectable")
        self.kill()
        path = self.host.folder / "verdicts" / "neuron7"
        path.write_text(path.read_text()[:100])
        self.start()
        chip = self.judged_first(7)
        self.assertEqual((chip["verdict"], chip["verdict_reason"]),
                         ("VERDICT_UNKNOWN", "record_unreadable"))
        self.assertIn(str(path), chip["verdict_clears_when"])
        line = self.witness.log.await_line("verdicts_refused", path=str(path))
        self.assertEqual(line["level"], "error")
        self.check_never_free(7)
        self.kill()
        path.unlink()
        self.start()
        # What stands in the register may be old.
        self.assertEqual(self.judged_first(7)["verdict"], "VERDICT_SUSPECT")
        self.witness.check_first_law()

    def test_a_full_disk_is_said_once_and_harms_nothing_else(self) -> None:
        folder = self.host.folder / "verdicts"
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", str(folder)], check=True)
        self.addCleanup(subprocess.run, ["umount", str(folder)], check=False)
        for index in (8, 9):
            self.witness.judges(f"ecc {index} mem_uncorrected 1", index, "BAD")
        line = self.witness.log.await_line("verdicts_not_kept")
        self.assertIn("verdicts", line["error"])
        self.witness.now(8)
        self.assertEqual(len(self.witness.log.lines("verdicts_not_kept")), 1)
        self.witness.check_second_law()


if __name__ == "__main__":
    unittest.main()
