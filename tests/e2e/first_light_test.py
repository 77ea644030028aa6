"""The whole story on one simulated host: chips found, ECS told, stream followed, no harm done.

Run with the instance type in NEURON_INSTANCE. ECS is read back with Debian's aws command line, the
stream with a Python client, and neuron-sim recorded every open, ioctl and write.
"""

import os
import unittest
from typing import Dict, List, NamedTuple, Optional

from e2e.agent import Agent
from e2e.deadline import await_true
from e2e.ecs import Ecs
from e2e.simulated_host import SimulatedHost
from e2e.watcher import Watcher


class Story(NamedTuple):
    """What must be true of one instance type, restated here independently of the agent."""

    chips: int
    chip_type: str
    # Sizes that fit an empty host, and the host while the job runs.
    fits: List[int]
    job: List[int]
    fits_beside_job: List[int]


STORIES = {
    "inf1.6xlarge": Story(4, "inferentia", [1, 2, 3, 4], [1, 2], [1, 2]),
    "inf2.48xlarge": Story(12, "inferentia2", list(range(1, 13)), [4, 5, 6, 7],
                           list(range(1, 9))),
    "trn1.2xlarge": Story(1, "trainium1", [1], [0], []),
    "trn1.32xlarge": Story(16, "trainium1", [1, 4, 8, 16], [4, 5, 6, 7], [1, 4, 8]),
    "trn2.48xlarge": Story(16, "trainium2", [1, 4, 8, 16], [8, 9, 10, 11], [1, 4, 8]),
}


def joined(numbers: List[int]) -> str:
    """As the attributes have sets: _01_04_."""
    return "".join(f"_{number:02d}" for number in numbers) + "_" if numbers else "_none_"


def expected(story: Story, free: List[int], fits: List[int]) -> Dict[str, str]:
    return {"free-set": joined(free), "fits": joined(fits), "health": "ok",
            "free-chips": f"{len(free):02d}", "chip-count": f"{story.chips:02d}",
            "chip-type": story.chip_type}


class FirstLightTest(unittest.TestCase):
    def setUp(self) -> None:
        instance = os.environ["NEURON_INSTANCE"]
        self.story = STORIES[instance]
        self.everything = list(range(self.story.chips))
        self.rest = [chip for chip in self.everything if chip not in self.story.job]
        self.host = SimulatedHost(instance)
        self.addCleanup(self.host.close)
        self.ecs = Ecs(instance)
        self.addCleanup(self.ecs.stop)

    def await_ecs(self, wanted: Dict[str, str]) -> None:
        """Waits until ECS holds exactly these, and a generation."""
        held: Optional[Dict[str, str]] = None

        def holds() -> bool:
            nonlocal held
            held = self.ecs.attributes()
            return held.items() >= wanted.items()

        try:
            await_true(holds, f"ECS holds {wanted}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it holds {held}") from error
        self.assertRegex(held.pop("gen"), r"^[0-9a-f]{4}-[0-9]{6}-[0-9]{10}$")
        self.assertEqual(held, wanted)

    def test_chips_come_and_go(self) -> None:
        self.assertEqual(self.host.chips(), self.story.chips)
        self.assertEqual(self.ecs.attributes(), {})
        agent = Agent(self.host, self.ecs.agent_flags())
        self.addCleanup(agent.process.kill)
        watcher = Watcher(agent)
        self.addCleanup(watcher.process.kill)
        self.await_ecs(expected(self.story, self.everything, self.story.fits))

        self.host.do("start train chips=" + ",".join(map(str, self.story.job)))
        self.await_ecs(expected(self.story, self.rest, self.story.fits_beside_job))
        self.check_holders(agent)

        self.host.do("stop train")
        self.await_ecs(expected(self.story, self.everything, self.story.fits))
        self.check_stream(watcher.stop())
        self.check_the_end(agent)

    def check_stream(self, free: List[List[int]]) -> None:
        """The chips are taken one by one, and given back one by one; no others are."""
        self.assertEqual((free[0], free[-1]), (self.everything, self.everything))
        fewest = free.index(self.rest)
        sizes = [len(chips) for chips in free]
        self.assertEqual(sizes[:fewest + 1], sorted(sizes[:fewest + 1], reverse=True))
        self.assertEqual(sizes[fewest:], sorted(sizes[fewest:]))
        for chips in free:
            self.assertLessEqual(set(self.rest), set(chips))

    def check_holders(self, agent: Agent) -> None:
        chips = agent.chips()
        self.assertEqual([chip["index"] for chip in chips], self.everything)
        held = [chip["index"] for chip in chips if chip["occupancy"] == "OCCUPANCY_HELD"]
        self.assertEqual(held, self.story.job)
        claims = [claim for chip in chips for claim in chip.get("claims", [])]
        pids = {claim["pid"] for claim in claims if claim["layer"] == "LAYER_HELD"}
        self.assertEqual(len(pids), 1)
        for chip in chips:
            self.assertRegex(chip["pci"]["address"], r"^0000:00:[0-9a-f]{2}\.0$")

    def check_the_end(self, agent: Agent) -> None:
        self.assertEqual(agent.stop(), 0)
        self.assertFalse(agent.socket.exists())
        withdrawn = self.ecs.attributes()
        self.assertEqual([withdrawn[name] for name in ("free-set", "fits", "health", "free-chips")],
                         ["_none_", "_none_", "unknown", "00"])
        self.assertEqual(self.host.stop(), 0)
        report = self.host.report()
        self.assertEqual(report["forbidden"], [])
        self.assertEqual([device["outsider_opens"] for device in report["devices"]],
                         [1] * self.story.chips)


if __name__ == "__main__":
    unittest.main()
