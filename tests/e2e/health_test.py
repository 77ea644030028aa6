"""Faults on a simulated host, one by one: what the stream, ECS and the log say of each, against the
second law."""

import signal
import time
import unittest
from typing import Any, Dict, Optional

from e2e.follower import Snapshot
from e2e.second_law import free
from e2e.simulated_host import SimulatedHost
from e2e.timestamp import unix_time
from e2e.witness import Chip, Witness, chip_of, is_judged

# With all that a driver says of health.
INSTANCE = "trn2.48xlarge"
DRIVER = "2.30"
CHIP = "sys/devices/virtual/neuron_device/neuron"
# How a fault shows within this time on a busy machine, with a look each half second.
SOON_SECONDS = 5.0
# Until firmware whose heartbeat stands still counts as stopped.
STUCK_SECONDS = 10.0
# Lines of one kind that the kernel's log may cause in ours within a minute.
LINES_A_MINUTE = 10


def sign(chip: Chip, ailment: str) -> Dict[str, Any]:
    """The first sign of this ailment."""
    return next(each for each in chip["signs"] if each["ailment"] == f"AILMENT_{ailment}")


def forgery(snapshot: Snapshot, line: str) -> Optional[Dict[str, Any]]:
    """The security event of this line of the kernel's log, if the stream has it."""
    events = snapshot.get("kernel_log", {}).get("security_events", [])
    return next((event for event in events if event["raw"] == line), None)


def is_gone(index: int) -> Any:
    return lambda snapshot: chip_of(snapshot, index) is None


class HealthTest(unittest.TestCase):
    """One agent for all: each test has a chip of its own, and the others are to be left alone."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.host = SimulatedHost(INSTANCE, f"--driver={DRIVER}")
        cls.addClassCleanup(cls.host.close)
        # What an agent finds at its start.
        cls.host.do("set_counter 2 mem_ecc_corrected 65530\necc 3 mem_repairable_uncorrected 4")
        cls.witness = Witness(cls.host, INSTANCE)
        cls.addClassCleanup(cls.witness.close)
        cls.witness.ecs.await_free_set(lambda told: told.has(15), 0, "ECS knows the chips")

    def setUp(self) -> None:
        self.began = time.time()
        self.last = self.witness.follower.last()

    def tearDown(self) -> None:
        self.witness.check_second_law(self.last.at)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.witness.check_second_law()
        cls.witness.check_first_law()

    def read_at(self, index: int) -> float:
        """When the chip was last read (time.time)."""
        return unix_time(self.witness.now(index)["read_at"])

    def serial_number(self, index: int) -> str:
        return (self.host.mount / f"{CHIP}{index}/info/serial_number").read_text().strip()

    def check_taken_out(self, index: int, reason: str) -> None:
        """ECS and the log know of it, and no other chip suffers."""
        self.witness.await_published(index, False, self.began)
        self.assertLess(time.time() - self.began, SOON_SECONDS + 2)
        self.assertEqual(self.witness.ecs.attributes()["health"], "degraded")
        line = self.witness.log.await_line("chip_health", chip=str(index), reason=reason)
        self.assertEqual(line["level"], "warning")
        self.assertTrue(line["evidence"] and line.get("advice", "none"))
        now = free(self.witness.follower.last().snapshot)
        self.assertEqual(free(self.last.snapshot) - now, {index})

    def check_stays_free(self, index: int) -> None:
        """It was free in all that was said since the test began."""
        for seen in self.witness.follower.since(time.monotonic() - (time.time() - self.began)):
            self.assertIn(index, free(seen.snapshot))
        for told in self.witness.ecs.free_sets(self.began):
            self.assertTrue(told.has(index))

    def test_a_burst_of_memory_errors_takes_the_chip_out(self) -> None:
        chip = self.witness.judges("ecc 0 mem_uncorrected 3", 0, "BAD", "hbm_uncorrectable")
        self.assertLess(time.time() - self.began, SOON_SECONDS)
        self.assertEqual(chip["hbm_ecc_uncorrected_total"], "3")
        said = sign(chip, "HBM_UNCORRECTABLE")
        self.assertEqual(said["source"], "SIGN_SOURCE_SYSFS")
        # What is new, and how it splits.
        self.assertIn("mem_ecc_uncorrected went from 0 to 3", chip["verdict_evidence"])
        self.assertEqual(said["amount"], "3")
        self.check_taken_out(0, "hbm_uncorrectable")

    def test_repairable_errors_are_shown_and_leave_the_chip_free(self) -> None:
        chip = self.witness.judges("ecc 1 mem_repairable_uncorrected 2", 1, "SUSPECT",
                                   "hbm_repairable")
        self.assertEqual(chip["hbm_ecc_repairable_total"], "2")
        self.assertIn("driver", chip["verdict_advice"])
        self.witness.log.await_line("chip_health", chip="1", verdict="suspect")
        self.check_stays_free(1)

    def test_a_counter_of_16_bits_that_wraps_goes_on(self) -> None:
        wrapped = self.witness.after(
            "ecc 2 mem_corrected 10",
            lambda now: chip_of(now, 2).get("hbm_ecc_corrected_total") == "65540").snapshot
        self.assertEqual(chip_of(wrapped, 2).get("rebases", []), [])
        self.assertEqual(chip_of(wrapped, 2)["verdict"], "VERDICT_OK")
        self.check_stays_free(2)

    def test_a_reset_is_unknown_and_forgets_no_error(self) -> None:
        self.assertEqual(self.witness.now(3)["verdict_reason"], "hbm_repairable")
        chip = self.witness.judges("reset 3 seconds=3", 3, "UNKNOWN", "resetting")
        self.assertNotIn("hbm_ecc_repairable_total", chip)
        self.witness.await_published(3, False, self.began)
        chip = self.witness.judges("behave reset_seconds=0.3", 3, "SUSPECT", "hbm_repairable")
        self.assertEqual(chip["hbm_ecc_repairable_total"], "4")
        for seen in self.witness.follower.since(0):
            self.assertFalse(is_judged(3, "OK")(seen.snapshot))
        self.witness.await_published(3, True, self.began)

    def test_a_reset_that_fails_takes_the_chip_out_and_the_next_does_not_absolve_it(self) -> None:
        chip = self.witness.judges("reset 4 seconds=1 fails=true", 4, "BAD", "reset_failed")
        self.assertEqual(chip["reset_state"], "RESET_STATE_INVALID")
        self.check_taken_out(4, "reset_failed")
        begin = time.monotonic()
        self.host.do("reset 4 seconds=0.2")
        ready = self.witness.follower.await_snapshot(
            lambda now: chip_of(now, 4)["reset_state"] == "RESET_STATE_READY", begin, "it is ready")
        self.assertEqual(chip_of(ready.snapshot, 4)["verdict"], "VERDICT_BAD")
        self.assertTrue(chip_of(ready.snapshot, 4)["verdict_clears_when"])

    def test_registers_that_cannot_be_read_take_the_chip_out(self) -> None:
        chip = self.witness.judges("health 5 unreachable=true", 5, "BAD", "unreachable")
        self.assertIn("device_unreachable", chip["verdict_evidence"])
        self.assertTrue(sign(chip, "UNREACHABLE").get("lasting"))
        self.check_taken_out(5, "unreachable")
        # It is not well again because it is well for a moment.
        self.host.do("health 5 unreachable=false")
        self.assertEqual(self.witness.now(5)["verdict"], "VERDICT_BAD")

    def test_what_firmware_and_kernel_both_say_is_believed(self) -> None:
        self.witness.judges("health 6 components=link_efa", 6, "SUSPECT", "unhealthy_components")
        self.check_stays_free(6)
        number = self.serial_number(6)
        line = f"NEURON_HW_ERR=DMA_ERROR nd-id=6 nc-id=1 serial-num={number} action=RESET"
        chip = self.witness.judges(f"kernel_log {line}", 6, "SUSPECT", "dma_abort")
        self.assertIn(line, chip["verdict_evidence"])
        self.check_stays_free(6)
        self.began = time.time()
        chip = self.witness.judges("add_counter 6 hw_dma_abort_error 1 core=1", 6, "BAD",
                                   "dma_abort")
        self.assertEqual({each["source"] for each in chip["signs"]
                          if each["ailment"] == "AILMENT_DMA_ABORT"},
                         {"SIGN_SOURCE_SYSFS", "SIGN_SOURCE_KERNEL_LOG"})
        self.check_taken_out(6, "dma_abort")

    def test_a_heartbeat_that_stands_still_is_suspect(self) -> None:
        begin = time.monotonic()
        chip = self.witness.judges("health 7 beating=false", 7, "SUSPECT", "heartbeat_stuck")
        self.assertGreater(time.monotonic() - begin, STUCK_SECONDS - 1)
        self.assertIn(f"stays at {chip['firmware']['heartbeat']}", chip["verdict_evidence"])
        self.assertEqual(self.witness.now(8)["verdict"], "VERDICT_OK")
        self.check_stays_free(7)
        self.host.do("health 7 beating=true")

    def test_a_chip_that_goes_is_missed_and_is_welcome_back(self) -> None:
        self.witness.after("remove_chip 8", is_gone(8))
        self.assertLess(time.time() - self.began, SOON_SECONDS)
        self.witness.await_published(8, False, self.began)
        self.assertEqual(self.witness.log.await_line("chips")["count"], "15")
        self.assertNotIn("_08_", self.witness.ecs.attributes()["free-set"])
        back = time.time()
        chip = self.witness.judges("add_chip 8", 8, "OK")
        self.assertEqual(chip["serial_number"], self.serial_number(8))
        self.witness.await_published(8, True, back)

    def test_another_chip_in_its_place_is_told_apart(self) -> None:
        self.witness.judges("ecc 9 mem_uncorrected 1", 9, "BAD")
        self.witness.after("remove_chip 9", is_gone(9))
        chip = self.witness.judges("add_chip 9 serial_number=00000000000000ab", 9, "SUSPECT",
                                   "serial_changed")
        self.assertEqual(chip["stable_id"], "00000000000000ab")
        # It is judged anew, and the total goes on.
        self.assertEqual({each["ailment"] for each in chip["signs"]}, {"AILMENT_SERIAL_CHANGED"})
        self.assertEqual(chip["hbm_ecc_uncorrected_total"], "1")
        self.assertEqual([(each["counter"], each["last_reason"]) for each in chip["rebases"]],
                         [("mem_ecc_uncorrected", "REBASE_REASON_OTHER_CHIP")])

    def test_forged_lines_of_the_kernel_log_accuse_nobody(self) -> None:
        error = "kernel_log NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR nc-id=0"
        for forged, code, chip, why in (
                (f"{error} nd-id=10 serial-num=ffff000000000001", "OTHER_SERIAL_NUMBER", 10,
                 "serial number"),
                (f"{error} nd-id=77", "NO_SUCH_CHIP", 77, "chip 77, which is not here"),
                (f"{error} nd-id=10 instance-id=i-0badbadbadbadbad0", "OTHER_INSTANCE", 10,
                 "of instance"),
                (f"{error} nd-id=-1", "MALFORMED", None, "nd-id=-1")):
            text = forged[len("kernel_log "):]
            said = self.witness.after(forged, lambda now: forgery(now, text) is not None).snapshot
            event = forgery(said, text)
            self.assertEqual((event["code"], event.get("chip")), (f"FORGERY_{code}", chip))
            self.assertIn(why, event["why"])
            self.assertGreater(unix_time(event["seen_at"]), self.began - SOON_SECONDS)
            line = self.witness.log.await_line("forged_kernel_message", line=text)
            self.assertEqual(line["why"], event["why"])
        self.assertGreaterEqual(int(said["kernel_log"]["security_events_total"]), 4)
        told = self.witness.agent.ctl("health").stdout
        self.assertRegex(told, r"(?s)security events \d+, .*no_such_chip: .*nd-id=77")
        self.assertEqual(self.witness.now(10)["verdict"], "VERDICT_OK")
        self.check_stays_free(10)

    def test_a_flood_of_the_kernel_log_is_bounded_and_holds_up_nothing(self) -> None:
        before = len(self.witness.log.lines("kernel_message"))
        error = "kernel_log NEURON_HW_ERR=DMA_ERROR"
        for burst in range(20):
            self.host.do("\n".join(f"{error} nd-id=11 nc-id={burst % 4} note={burst}-{each}\n"
                                   f"{error} which={burst}-{each}" for each in range(25)))
        chip = self.witness.judges(f"{error} nd-id=11", 11, "SUSPECT", "dma_abort")
        self.assertLessEqual(len(chip["signs"]), 2)
        self.assertLessEqual(len(self.witness.log.lines("kernel_message")) - before,
                             2 * LINES_A_MINUTE)
        self.assertEqual([(line["verdict"], line["reason"]) for line
                          in self.witness.log.lines("chip_health", chip="11")],
                         [("suspect", "dma_abort")])
        begin = time.monotonic()
        self.witness.judges("ecc 12 sram_uncorrected 1", 12, "BAD", "sram_uncorrectable")
        self.assertLess(time.monotonic() - begin, SOON_SECONDS)

    def test_an_agent_that_was_stopped_counts_over_the_time_that_passed(self) -> None:
        self.host.do("start train chips=13 executions_per_second=50")
        self.addCleanup(self.host.do, "stop train")

        def rate(snapshot: Snapshot) -> float:
            return chip_of(snapshot, 13)["cores"][0].get("executions_succeeded_per_second", -1.0)

        self.witness.after("power 13 1 2 3", lambda now: rate(now) > 10)
        self.witness.agent.process.send_signal(signal.SIGSTOP)
        time.sleep(4)
        begin = time.monotonic()
        self.witness.agent.process.send_signal(signal.SIGCONT)
        first = self.witness.follower.await_snapshot(lambda now: rate(now) >= 0, begin,
                                                     "it goes on")
        self.assertLess(rate(first.snapshot), 80)
        self.witness.judges("ecc 14 mem_uncorrected 1", 14, "BAD", "hbm_uncorrectable")
        self.assertEqual(self.witness.now(15)["verdict"], "VERDICT_OK")

    def test_a_chip_that_does_not_answer_dims_itself_alone(self) -> None:
        self.addCleanup(self.host.do, f"unhang {CHIP}15")
        chip = self.witness.judges(f"hang {CHIP}15", 15, "UNKNOWN", "unreadable")
        self.assertTrue(chip["counters_unknown_reason"])
        self.check_taken_out(15, "unreadable")
        self.assertLess(time.time() - self.read_at(0), SOON_SECONDS)
        self.witness.judges(f"unhang {CHIP}15", 15, "OK")


if __name__ == "__main__":
    unittest.main()
