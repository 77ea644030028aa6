"""The daemon's credentials: late, replaced, refused; and never told to anybody.

ECS is fake-aws, which judges every signature by the keys that it handed out.
"""

import os
import unittest
from typing import Dict, List

from e2e.agent import Agent
from e2e.deadline import await_true
from e2e.ecs import Ecs
from e2e.simulated_host import SimulatedHost

CLOCK_OFF_SECONDS = 600


class CredentialsTest(unittest.TestCase):
    def setUp(self) -> None:
        instance = os.environ["NEURON_INSTANCE"]
        self.host = SimulatedHost(instance)
        self.addCleanup(self.host.close)
        self.ecs = Ecs(instance)
        self.addCleanup(self.ecs.stop)
        self.log = self.host.folder / "agent.log"
        self.token_file = self.host.folder / "token"

    def start(self, environment: Dict[str, str]) -> Agent:
        variables = [f"{name}={value}" for name, value in environment.items()]
        agent = Agent(self.host, self.ecs.agent_flags(), ["env", *variables], self.log)
        self.addCleanup(agent.kill)
        self.addCleanup(self.check_secrecy, agent)
        return agent

    def in_a_container(self) -> Dict[str, str]:
        """What ECS sets there, with the token in a file as EKS has it."""
        self.ecs.order("imds", {"up": False})
        self.token_file.write_text(self.ecs.told["container_token"])
        return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.ecs.told["container_url"],
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(self.token_file)}

    def check_secrecy(self, agent: Agent) -> None:
        """No secret in the log, the stream, a table, or help."""
        said: List[str] = [self.log.read_text()]
        for command in ("attributes", "doctor", "ls"):
            for form in ("--format=json", "--format=table"):
                done = agent.ctl(command, form)
                said += [done.stdout, done.stderr]
        secrets = self.ecs.ask("secrets")
        self.assertTrue(secrets)
        for secret in secrets:
            self.assertNotIn(secret, "\n".join(said))

    def await_problem(self, what: str) -> None:
        await_true(lambda: what in self.log.read_text(), f"the log says {what!r}")

    def await_free_set(self, wanted: str) -> None:
        await_true(lambda: self.ecs.ask("attributes").get("neuron.free-set") == wanted,
                   f"ECS holds the free set {wanted}")

    def test_a_containers_role_is_late_and_then_changes_its_keys_and_its_token(self) -> None:
        environment = self.in_a_container()
        self.ecs.order("container", {"up": False})
        self.start(environment)
        self.await_problem("no answer from the container credentials endpoint")
        self.ecs.order("container", {"up": True})
        self.await_free_set("_00_")

        self.ecs.order("imds", {"rotate": True})
        self.ecs.order("container", {"token": "of tomorrow"})
        self.token_file.write_text("of tomorrow")
        self.host.do("start train chips=0")
        self.await_free_set("_none_")
        self.assertEqual(self.ecs.ask("violations"), [])

    def test_the_metadata_service_is_late_and_the_clock_is_wrong(self) -> None:
        self.ecs.order("imds", {"up": False})
        self.ecs.order("clock", {"advance": CLOCK_OFF_SECONDS})
        self.start({})
        self.await_problem("is the instance metadata service on")
        self.ecs.order("imds", {"up": True})
        self.await_free_set("_00_")

        self.ecs.order("imds", {"up": False})
        self.ecs.order("clock", {"advance": -2 * CLOCK_OFF_SECONDS})
        self.host.do("start train chips=0")
        self.await_free_set("_none_")
        self.assertEqual(self.ecs.ask("violations"), [])


if __name__ == "__main__":
    unittest.main()
