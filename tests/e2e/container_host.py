"""For tests: a host with chips, a Docker engine, an ECS agent, and our agent that looks at them."""

import datetime
import time
import unittest
from typing import Any, Callable, Dict, List, Sequence

from e2e.agent import Agent
from e2e.device_node_host import DeviceNodeHost
from e2e.docker_engine import DockerEngine
from e2e.ecs import Ecs
from e2e.ecs_task import EcsTask
from e2e.follower import Follower, Seen, Snapshot
from e2e.occupancy import has

INSTANCE = "trn1.32xlarge"
CHIPS = list(range(16))


def open_and(command: str, chip: int) -> Sequence[str]:
    """What a container runs to hold a chip and then go on as `command`."""
    return ("/bin/sh", "-c", f"exec 3<>/dev/neuron{chip}; exec {command}")


def hold(chip: int) -> Sequence[str]:
    """What a container runs to hold a chip."""
    return open_and("/bin/sleep 1000000", chip)


class ContainerHost(unittest.TestCase):
    """One engine for all tests of a class; all else is each test's own."""

    engine: DockerEngine
    agent_flags: List[str] = []

    @classmethod
    def setUpClass(cls) -> None:
        cls.engine = DockerEngine()
        cls.addClassCleanup(cls.engine.close)

    def setUp(self) -> None:
        self.host = DeviceNodeHost(INSTANCE)
        self.addCleanup(self.host.close)
        self.ecs = Ecs(INSTANCE)
        self.addCleanup(self.ecs.stop)
        # So that it is not the regular look that finds out.
        self.agent = Agent(self.host, [*self.ecs.agent_flags(), "--sample_period=10s",
                                       *self.agent_flags])
        self.addCleanup(self.agent.kill)
        self.follower = Follower(self.agent)
        self.addCleanup(self.follower.stop)
        self.follower.await_snapshot(has("FREE", *CHIPS), 0, "all chips are free")

    def run_container(self, *options: str, **command: Sequence[str]) -> str:
        """The id of one that runs, until the test ends."""
        container = self.engine.create(*options, **command)
        self.addCleanup(self.engine.rm, container)
        self.engine.start_container(container)
        return container

    def run_task(self, task: EcsTask, *options: str, **command: Sequence[str]) -> str:
        """The same for its only container, of which the ECS agent knows."""
        container = self.run_container(*task.options(), *options, **command)
        self.show_tasks(task.shown("RUNNING", container))
        return container

    def show_tasks(self, *tasks: Dict[str, Any]) -> None:
        """What the ECS agent says from now on."""
        self.ecs.order("tasks", {"tasks": list(tasks)})

    def await_now(self, wanted: Callable[[Snapshot], bool], what: str) -> Seen:
        """The first snapshot like this, from the last one on."""
        return self.follower.await_snapshot(wanted, self.follower.last().at, what)

    def seconds_since_start(self, container: str, seen: Seen) -> float:
        """How long after Docker said that it runs a snapshot came; below zero if before."""
        told = self.engine.docker("inspect", "--format={{.State.StartedAt}}", container)
        started = datetime.datetime.fromisoformat(told[:26].rstrip("Z") + "+00:00")
        return time.time() - (time.monotonic() - seen.at) - started.timestamp()
