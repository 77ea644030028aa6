"""For tests: an agent, the truth about its host, and an ECS to which everything can happen."""

import contextlib
import time
from typing import Any, Dict, List, NamedTuple, Sequence

from e2e.agent import Agent
from e2e.agent_log import AgentLog
from e2e.deadline import await_true
from e2e.ecs import Ecs
from e2e.ecs_fault import ECS_NAME, HOSTS, Order
from e2e.simulated_host import SimulatedHost

INSTANCE = "trn1.32xlarge"
CHIPS = 16
FLAGS = ["--sample_period=500ms"]

# What an agent may say that cannot wait: so often at once, and once more after so many seconds.
BURST = 20
REFILL_SECONDS = 2.0

# In a mount namespace, where /etc/hosts and /etc/resolv.conf are the test's.
WITH_OUR_NAMES = ["unshare", "--mount", "sh", "-c",
                  'mount --bind "$0/hosts" /etc/hosts && '
                  'mount --bind "$0/resolv.conf" /etc/resolv.conf && exec "$@"']


class Job(NamedTuple):
    """Has a chip from one time.time() on."""

    chip: int
    since: float


def joined(chips: Sequence[int]) -> str:
    """As the attributes have sets: _01_04_."""
    return "".join(f"_{chip:02d}" for chip in chips) + "_" if chips else "_none_"


class EcsStage:
    """A simulated host whose agent, from start() on, tells an ECS over TLS; until close()."""

    agent: Agent

    def __init__(self) -> None:
        with contextlib.ExitStack() as ends:
            self.host = SimulatedHost(INSTANCE)
            ends.callback(self.host.close)
            self.ecs = Ecs(INSTANCE, f"--tls_folder={self.host.folder}")
            ends.callback(self.ecs.stop)
            self._ends = ends.pop_all()
        self.log = AgentLog(self.host.folder / "agent.log")
        self._hosts = self.host.folder / "hosts"
        self._hosts.write_text(HOSTS)
        (self.host.folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        # Who has which chip.
        self.jobs: List[Job] = []

    def start(self) -> None:
        url = self.ecs.told["ecs_tls_url"].replace("localhost", ECS_NAME)
        self.agent = Agent(
            self.host, [*self.ecs.agent_flags(), f"--ecs_endpoint={url}",
                        f"--ca_bundle={self.host.folder}/ca.pem", *FLAGS],
            [*WITH_OUR_NAMES, str(self.host.folder)], self.log.path)
        self._ends.callback(self.agent.kill)

    def close(self) -> None:
        self._ends.close()

    def do(self, orders: Sequence[Order]) -> None:
        for door, said in orders:
            if door == "names":
                self._hosts.write_text(said)
            else:
                self.ecs.order(door, said)

    def take_chip(self) -> float:
        """A job begins to use a chip; when (time.time)."""
        chip = self.free()[-1]
        since = time.time()
        self.host.do(f"start job{chip} chips={chip}")
        self.jobs.append(Job(chip, since))
        return since

    def end_jobs(self) -> None:
        for job in self.jobs:
            self.host.do(f"stop job{job.chip}")
        self.jobs = []

    def free(self) -> List[int]:
        """The truth."""
        taken = {job.chip for job in self.jobs}
        return [chip for chip in range(CHIPS) if chip not in taken]

    def calls(self) -> List[Dict[str, Any]]:
        """What ECS was asked and told so far, refused or not."""
        return list(self.ecs.ask("requests"))

    def writes(self, since: float = 0) -> List[float]:
        """When ECS was told something since then (time.time)."""
        return [call["time"] for call in self.calls()
                if call["operation"] == "PutAttributes" and call["time"] >= since]

    def await_budget(self) -> None:
        """Until the agent may write at once."""
        await_true(lambda: self._budget() >= 1, "the agent may write")

    def _budget(self) -> float:
        """How many writes the agent has left that cannot wait; at least."""
        left, since = float(BURST), 0.0
        for at in [*self.writes(), time.time()]:
            left, since = min(BURST, left + (at - since) / REFILL_SECONDS) - 1, at
        return left

    def problems(self) -> List[str]:
        """What the agent said to be wrong so far, in order."""
        return [line["error"] for line in self.log.lines("ecs_problem")]

    def complains(self) -> bool:
        """Whether something is wrong still."""
        said = [line for line in self.log.path.read_text().splitlines()
                if "event=ecs_problem" in line or "event=ecs_ok" in line]
        return bool(said) and "event=ecs_problem" in said[-1]

    def is_told(self) -> bool:
        """Whether ECS holds the truth."""
        held = self.ecs.ask("attributes").get("neuron.free-set")
        return bool(held == joined(self.free()))
