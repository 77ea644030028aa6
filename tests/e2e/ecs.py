"""For tests: what ECS holds, as Debian's aws command line reads it back."""

import json
import subprocess
import urllib.request
from typing import Any, Callable, Dict, List, NamedTuple

from e2e.deadline import await_true
from fake_aws.program import Program

AWS = "/usr/bin/aws"


class FreeSet(NamedTuple):
    """A value of neuron.free-set, and when it was written (time.time)."""

    at: float
    value: str

    def has(self, chip: int) -> bool:
        return f"_{chip:02d}_" in self.value


class Ecs:
    """A fake ECS with its instance metadata and ECS agent, until stop()."""

    def __init__(self, instance: str, *flags: str) -> None:
        self.program = Program(["--cluster=demo", f"--instance_type={instance}", *flags])
        self.told = self.program.description

    def agent_flags(self) -> List[str]:
        """The flags that point an agent at this ECS."""
        return [f"--introspection_url={self.told['introspection_url']}",
                f"--imds_url={self.told['imds_url']}", f"--ecs_endpoint={self.told['ecs_url']}"]

    def attributes(self) -> Dict[str, str]:
        """Our attributes of the container instance, by name without the prefix."""
        done = subprocess.run(
            [AWS, "ecs", "list-attributes", "--cluster", "demo", "--target-type",
             "container-instance", "--endpoint-url", self.told["ecs_url"], "--output", "json"],
            env=self.program.aws_environment(), capture_output=True, text=True, timeout=60,
            check=True)
        return {attribute["name"][len("neuron."):]: attribute["value"]
                for attribute in json.loads(done.stdout)["attributes"]
                if attribute["name"].startswith("neuron.")}

    def free_sets(self, since: float = 0.0) -> List[FreeSet]:
        """Those that were written since then (time.time)."""
        return [FreeSet(write["time"], write["attributes"]["neuron.free-set"])
                for write in self.ask("history")
                if write["time"] >= since and "neuron.free-set" in write["attributes"]]

    def await_free_set(self, wanted: Callable[[FreeSet], bool], since: float,
                       what: str) -> FreeSet:
        """The first like this that was written since then."""
        def find() -> List[FreeSet]:
            return [written for written in self.free_sets(since) if wanted(written)]

        await_true(lambda: bool(find()), what)
        return find()[0]

    def ask(self, door: str) -> Any:
        """What it tells tests alone: tests/fakes/fake_aws/admin_door.py says what."""
        with urllib.request.urlopen(f"{self.told['ecs_url']}/_fake/{door}") as answer:
            return json.load(answer)

    def order(self, door: str, body: Any) -> None:
        """Changes what it is like: tests/fakes/fake_aws/admin_door.py says how."""
        with urllib.request.urlopen(urllib.request.Request(
                f"{self.told['ecs_url']}/_fake/{door}", json.dumps(body).encode(), method="POST")):
            pass

    def stop(self) -> int:
        return self.program.stop()
