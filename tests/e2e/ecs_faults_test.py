"""ECS learns the truth whatever fails on the way: one agent lives through every fault there is.

The truth is what this test does to a simulated host: jobs take chips. What ECS holds, and when, is
in the journal of fake-aws.
"""

import json
import re
import subprocess
import time
import unittest

from e2e.deadline import await_true
from e2e.ecs import AWS
from e2e.ecs_fault import DENIED, FAULTS, STARTS, EcsFault
from e2e.ecs_stage import EcsStage, joined

NAMES = {"free-set", "fits", "health", "free-chips", "chip-count", "chip-type", "gen"}
# Until a job that has begun is told, or tried to be: much less than the 5 seconds that an agent
# waits before it tells more.
LESS_SECONDS = 2.5
# A call may take 10 seconds.
SAY_SECONDS = 15.0
# Quiet, its jitter, and what remains of the 10 seconds between two writes that tell more.
MORE_SECONDS = 20.0
# A change that waited for quiet would show.
REST_SECONDS = 7.0
# Marks of what a signed request carries.
SIGNED = ("AWS4-HMAC-SHA256", "Credential=", "Signature=")


def lasting(text: str) -> str:
    """Without times, numbers and references."""
    return " ".join(word for word in text.split() if not re.search("[0-9]", word))


class EcsFaultsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.stage = EcsStage()
        self.addCleanup(self.stage.close)
        # How many calls there were when all was told.
        self.calls_at_rest = 0

    def await_truth(self, what: str, seconds: float, stands: bool = False) -> None:
        """ECS holds the truth, and the agent knows that it does."""
        await_true(lambda: self.stage.is_told() and (stands or not self.stage.complains()),
                   f"{what}: ECS holds {joined(self.stage.free())}", seconds)
        self.calls_at_rest = len(self.stage.calls())

    def await_silence(self) -> None:
        """Nothing is sent any more. On a busy machine what an agent first says of its host may be
        true of a part of it, and the rest is told when it is known."""
        calls = -1
        while calls != self.calls_at_rest:
            calls = self.calls_at_rest
            time.sleep(REST_SECONDS)
            self.calls_at_rest = len(self.stage.calls())

    def await_its_effect(self, fault: EcsFault, since: float, before: int) -> None:
        """ECS was called at once, or could not be; and the agent has said what is wrong."""
        if fault.reaches:
            await_true(lambda: bool(self.stage.writes(since)), f"{fault.name}: an attempt",
                       LESS_SECONDS)
        if fault.says:
            self.await_words(fault, before)

    def await_words(self, fault: EcsFault, before: int) -> None:
        """The agent has said what is wrong, after so many other problems."""
        await_true(lambda: any(fault.says in said for said in self.stage.problems()[before:]),
                   f"{fault.name}: the log says {fault.says}", SAY_SECONDS)

    def start_in_need(self) -> None:
        """Starts the agent although nothing that it needs is there yet."""
        self.stage.do(STARTS[0].begin)
        self.stage.start()
        for fault in STARTS:
            self.await_words(fault, 0)
            self.stage.do(fault.end)
        self.await_truth("at the start", MORE_SECONDS)
        self.await_silence()

    def live_through(self, fault: EcsFault) -> None:
        self.stage.await_budget()
        before = len(self.stage.problems())
        self.stage.do(fault.begin)
        self.await_its_effect(fault, self.stage.take_chip(), before)
        if not fault.says:
            self.await_truth(fault.name, fault.mends)
        time.sleep(fault.lasts)
        self.stage.do(fault.end)
        self.await_truth(fault.name, fault.mends, fault.stands)
        said = self.stage.problems()[before:]
        self.assertEqual(len(said), len({lasting(text) for text in said}), said)

    def end_jobs(self) -> None:
        self.check_history()
        self.stage.end_jobs()
        self.await_truth("all jobs have ended", MORE_SECONDS)

    def check_rest(self) -> None:
        """Nothing was sent since all was told."""
        self.assertEqual(len(self.stage.calls()), self.calls_at_rest)

    def check_history(self) -> None:
        """No write said that a chip is free that a job had long taken."""
        for told in self.stage.ecs.free_sets():
            lies = [job for job in self.stage.jobs
                    if told.has(job.chip) and told.at > job.since + LESS_SECONDS]
            self.assertEqual(lies, [], told)

    def check_what_aws_reads(self) -> None:
        """Debian's aws command line finds all that was written, by either of its ways."""
        ecs = self.stage.ecs
        listed = ecs.attributes()
        self.assertEqual(set(listed), NAMES)
        self.assertEqual(listed["free-set"], joined(self.stage.free()))
        self.assertEqual(listed["free-chips"], f"{len(self.stage.free()):02d}")
        done = subprocess.run(
            [AWS, "ecs", "describe-container-instances", "--cluster", "demo", "--endpoint-url",
             ecs.told["ecs_url"], "--output", "json", "--container-instances",
             ecs.ask("history")[-1]["target"]],
            env=ecs.program.aws_environment(), capture_output=True, text=True, timeout=60,
            check=True)
        described = json.loads(done.stdout)["containerInstances"][0]["attributes"]
        self.assertEqual({one["name"]: one["value"] for one in described
                          if one["name"].startswith("neuron.")},
                         {f"neuron.{name}": value for name, value in listed.items()})

    def check_secrecy(self) -> None:
        """Nothing of what it was given or has signed is in its log."""
        secrets = [*self.stage.ecs.ask("secrets"), *SIGNED]
        self.assertGreater(len(secrets), len(SIGNED))
        self.assertEqual([line for line in self.stage.log.path.read_text().splitlines()
                          if any(secret in line for secret in secrets)], [])

    def check_the_end(self) -> None:
        """It still runs, and ends well: the last words are told although nothing could be."""
        before = len(self.stage.problems())
        self.stage.do(DENIED.begin)
        self.await_its_effect(DENIED, self.stage.take_chip(), before)
        self.stage.do(DENIED.end)
        self.assertEqual(self.stage.agent.stop(), 0)
        told = self.stage.ecs.ask("attributes")
        self.assertEqual((told["neuron.free-set"], told["neuron.health"]), ("_none_", "unknown"))
        self.assertEqual(self.stage.ecs.ask("violations"), [])

    def test_ecs_learns_the_truth_whatever_fails(self) -> None:
        self.start_in_need()
        for fault in FAULTS:
            if not self.stage.free():
                self.end_jobs()
            self.check_rest()
            begin = time.monotonic()
            self.live_through(fault)
            print(f"{fault.name}: {time.monotonic() - begin:.1f} s", flush=True)
        time.sleep(REST_SECONDS)
        self.check_rest()
        self.stage.do([("lag", {"seconds": 0})])
        self.check_what_aws_reads()
        self.check_history()
        self.check_the_end()
        self.check_secrecy()


if __name__ == "__main__":
    unittest.main()
