"""Faults in random pairs, under load: what is said of them, against both laws.

NEURON_FAULT_SEED repeats a run, NEURON_FAULT_SECONDS makes it longer.
"""

import os
import random
import signal
import time
import unittest
from pathlib import Path
from typing import List, Set, Tuple

from e2e.fault import DRIVER_FAULTS, FAULTS, Fault
from e2e.second_law import free, table_lies
from e2e.simulated_host import SimulatedHost
from e2e.tables import Table, ask
from e2e.timestamp import unix_time
from e2e.witness import Witness

INSTANCE = "trn2.48xlarge"
DRIVER = "2.30"
CHIPS = range(16)
SECONDS = float(os.environ.get("NEURON_FAULT_SECONDS", "15"))
SEED = int(os.environ.get("NEURON_FAULT_SEED", str(int(time.time()))))
# So that ECS can be told of each: the budget for that is 30 a minute.
PAIR_SECONDS = 3.0
PAUSE_SECONDS = 2.0

LOADS = {
    "train": ([0, 1], "chips=0,1 executions_per_second=50 latency_ms=5"),
    "serve": ([2], "chips=2 cores=0,1 executions_per_second=200"),
    "plain": ([3], "chips=3 mode=plain"),
}
HELD = {chip for chips, _ in LOADS.values() for chip in chips}
# Recovery in seconds in place of minutes.
RULES = "relapse_window_seconds: 0\nflap_budget: 1000\n" + "".join(
    f'rule {{ ailment: "{ailment}" hold_seconds: 1 }}\n'
    for ailment in ("dma_abort", "corrected_errors", "reset_failed", "unhealthy_components",
                    "unreachable", "heartbeat_stuck", "serial_changed", "serial_lost"))

Blow = Tuple[Fault, int]


class FaultPairsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.lot = random.Random(SEED)
        self.told: List[str] = []
        self.tables: List[Table] = []
        self.host = SimulatedHost(INSTANCE, f"--driver={DRIVER}")
        self.addCleanup(self.host.close)
        rules = Path(self.host.folder) / "rules.textproto"
        rules.write_text(RULES)
        self.start_loads()
        self.witness = Witness(self.host, INSTANCE, f"--health_rules={rules}")
        self.addCleanup(self.witness.close)

    def do(self, verbs: List[str]) -> None:
        self.told += verbs[:2]
        if verbs:
            self.host.do("\n".join(verbs))

    def start_loads(self) -> None:
        for name, (_, plan) in LOADS.items():
            self.do([f"start {name} {plan}"])

    def stop_loads(self) -> None:
        for name in LOADS:
            self.do([f"{self.lot.choice(('stop', 'kill'))} {name}"])

    def draw(self, but: Set[int]) -> Blow:
        """A fault, and whom it befalls: none of these chips."""
        fault = FAULTS[self.lot.choice(sorted(FAULTS))]
        chips = set(CHIPS) - but - (HELD if fault.removes else set())
        return fault, self.lot.choice(sorted(chips))

    def draw_pair(self) -> List[Blow]:
        """Half of them of one chip."""
        first, chip = self.draw(set())
        if self.lot.random() < 0.5:
            return [(first, chip), self.draw({chip})]
        second, _ = self.draw(set())
        # Who is gone can befall nothing.
        possible = not first.removes and not (second.removes and chip in HELD)
        return [(first, chip), (second, chip)] if possible else [(first, chip)]

    def certainly_taken(self, pair: List[Blow]) -> Set[int]:
        """Which chips no agent may call free."""
        taken = set(HELD)
        for fault, chip in pair:
            others = [other for other, its in pair if its == chip and other is not fault]
            if fault.takes_out and not any(other.ends_others for other in others):
                taken.add(chip)
        return taken

    def check(self, taken: Set[int]) -> None:
        """In a pass that began after this call, and ended."""
        done = time.time()
        seen = self.witness.follower.await_snapshot(
            lambda now: unix_time(now["taken_at"]) > done, 0, "the agent goes on")
        self.assertEqual(free(seen.snapshot) & taken, set())
        ls, health = ask(self.witness.agent)
        self.assertEqual([row for row in ls.rows
                          if row["free"] == "yes" and int(row["chip"]) in taken], [])
        self.tables += [ls, health]

    def check_tables(self) -> None:
        """Of what neuronctl said, nothing is other than what the stream said."""
        stream = self.witness.follower.since(0)
        self.assertEqual([lie for table in self.tables for lie in table_lies(stream, table)], [])

    def play_pair(self) -> None:
        pair = self.draw_pair()
        for fault, chip in pair:
            self.do(fault.verbs(chip))
            time.sleep(self.lot.choice((0, 0, 0.3)))
        self.check(self.certainly_taken(pair))
        for fault, chip in reversed(pair):
            self.do(fault.undo(chip))

    def play_driver(self) -> None:
        self.stop_loads()
        self.do(DRIVER_FAULTS[self.lot.choice(sorted(DRIVER_FAULTS))])
        self.start_loads()
        self.play_pair()

    def play_pause(self) -> None:
        """The agent does not run while something befalls the chips."""
        self.told.append("the agent is stopped")
        self.witness.agent.process.send_signal(signal.SIGSTOP)
        try:
            fault, chip = self.draw(set())
            self.do(fault.verbs(chip))
            time.sleep(PAUSE_SECONDS)
        finally:
            self.witness.agent.process.send_signal(signal.SIGCONT)
        self.check(self.certainly_taken([(fault, chip)]))
        self.do(fault.undo(chip))

    def play(self) -> int:
        """How many pairs."""
        end, pairs = time.monotonic() + SECONDS, 0
        while time.monotonic() < end:
            began = time.monotonic()
            self.lot.choices([self.play_pair, self.play_driver, self.play_pause], [8, 1, 1])[0]()
            pairs += 1
            time.sleep(max(0.0, began + PAIR_SECONDS - time.monotonic()))
        return pairs

    def test_no_pair_makes_it_lie_or_harm(self) -> None:
        print(f"seed {SEED}")
        try:
            pairs = self.play()
            self.stop_loads()
            self.check_tables()
            self.witness.check_second_law()
            self.witness.check_first_law()
        except (AssertionError, OSError):
            print("after:\n  " + "\n  ".join(self.told[-40:]))
            raise
        print(f"{pairs} pairs in {len(self.witness.follower.since(0))} snapshots")


if __name__ == "__main__":
    unittest.main()
