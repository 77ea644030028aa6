"""For tests: a task as ECS would run it here, and as its agent would show it."""

from typing import Any, Dict, List, NamedTuple

from e2e.docker_engine import ecs_options


class EcsTask(NamedTuple):
    """One of a family's; `number` tells tasks apart."""

    number: int
    family: str = "train"
    revision: int = 7

    @property
    def arn(self) -> str:
        return f"arn:aws:ecs:us-west-2:123456789012:task/demo/{self.number:032x}"

    def options(self) -> List[str]:
        """Those by which the ECS agent would create its only container."""
        return ecs_options(self.arn, self.family, self.revision, "main")

    def shown(self, status: str, container: str = "") -> Dict[str, Any]:
        """What the introspection API says of it, once it has a container with that."""
        containers = [{"DockerId": container, "DockerName": f"ecs-{self.family}-main",
                       "Name": "main", "Image": self.family, "ImageID": "sha256:0"}]
        return {"Arn": self.arn, "DesiredStatus": "STOPPED" if status == "STOPPED" else "RUNNING",
                "KnownStatus": status, "Family": self.family, "Version": str(self.revision),
                "Containers": containers if container else []}
