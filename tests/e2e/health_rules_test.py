"""Rules of health from a file: what they make of a sign, and what SIGHUP does."""

import signal
import time
import unittest
from pathlib import Path

from e2e.simulated_host import SimulatedHost
from e2e.witness import Witness, is_judged

INSTANCE = "trn2.48xlarge"
HOLD_SECONDS = 3
LENIENT = f"""
relapse_window_seconds: 0
rule {{ ailment: "unhealthy_components" hold_seconds: {HOLD_SECONDS} }}
rule {{ ailment: "unreachable" hold_seconds: {HOLD_SECONDS} }}
"""
STRICT = LENIENT.replace('components"', 'components" bad_at: 1')
WRONG = 'flap_budget: 6\nrule { ailment: "fever" bad_at: 1 }\n'


class HealthRulesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = SimulatedHost(INSTANCE, "--driver=2.30")
        self.addCleanup(self.host.close)
        self.rules = Path(self.host.folder) / "rules.textproto"
        self.rules.write_text(LENIENT)
        self.witness = Witness(self.host, INSTANCE, f"--health_rules={self.rules}")
        self.addCleanup(self.witness.close)
        self.witness.ecs.await_free_set(lambda told: told.has(1), 0, "ECS knows the chips")

    def reload(self, text: str) -> None:
        self.rules.write_text(text)
        self.witness.agent.process.send_signal(signal.SIGHUP)

    def check_the_laws(self) -> None:
        self.witness.check_second_law()
        self.witness.check_first_law()

    def test_rules_are_read_again_and_wrong_ones_change_nothing(self) -> None:
        self.witness.judges("health 1 components=hbm", 1, "SUSPECT", "unhealthy_components")
        began, published_since = time.monotonic(), time.time()
        self.reload(STRICT)
        self.witness.follower.await_snapshot(is_judged(1, "BAD", "unhealthy_components"), began,
                                             "the new rules hold")
        self.witness.await_published(1, False, published_since)
        self.assertEqual(self.witness.log.await_line("health_rules")["file"], str(self.rules))

        self.reload(WRONG)
        line = self.witness.log.await_line("health_rules_refused")
        self.assertEqual(line["level"], "error")
        self.assertIn(f"{self.rules}: ", line["error"])
        self.assertIn("fever", line["error"])
        self.assertRegex(line["error"], r"\b2\b")
        for _ in range(3):
            self.assertEqual(self.witness.now(1)["verdict"], "VERDICT_BAD")

        began = time.monotonic()
        self.reload(LENIENT)
        self.witness.follower.await_snapshot(is_judged(1, "SUSPECT"), began, "the old rules hold")
        self.check_the_laws()

    def test_a_chip_is_well_again_when_that_was_said(self) -> None:
        chip = self.witness.judges("health 2 unreachable=true", 2, "BAD", "unreachable")
        self.assertIn(f"no further sign for {HOLD_SECONDS}s", chip["verdict_clears_when"])
        over, published_since = time.monotonic(), time.time()
        self.host.do("health 2 unreachable=false")
        well = self.witness.follower.await_snapshot(is_judged(2, "OK"), over, "it is well")
        self.assertGreater(well.at - over, HOLD_SECONDS - 1)
        line = self.witness.log.await_line("chip_health", chip="2", verdict="ok")
        self.assertEqual(line["level"], "info")
        self.witness.await_published(2, True, published_since)
        self.assertEqual(self.witness.ecs.attributes()["health"], "ok")
        self.check_the_laws()


if __name__ == "__main__":
    unittest.main()
