"""For tests: what ECS holds, as Debian's aws command line reads it back."""

import json
import subprocess
from typing import Dict, List

from fake_aws.program import Program

AWS = "/usr/bin/aws"


class Ecs:
    """A fake ECS with its instance metadata and ECS agent, until stop()."""

    def __init__(self, instance: str) -> None:
        self.program = Program(["--cluster=demo", f"--instance_type={instance}"])
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

    def stop(self) -> int:
        return self.program.stop()
