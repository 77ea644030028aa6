"""The task definitions of the account, as DescribeTaskDefinition tells them."""

import re
import threading
from typing import Any, Dict

from fake_aws.errors import AwsError
from fake_aws.host import Host
from fake_aws.shapes import EcsShapes

Members = Dict[str, Any]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}:[1-9][0-9]*")


class TaskDefinitions:
    """The revisions that a test has registered. Safe in every thread."""

    def __init__(self, host: Host, shapes: EcsShapes) -> None:
        self._arn_begin = host.ecs_arn("task-definition/")
        self._shapes = shapes
        self._lock = threading.Lock()
        self._revisions: Dict[str, Members] = {}

    def replace(self, revisions: Dict[str, Any]) -> None:
        """By "family:revision": what register-task-definition takes. Raises ValueError."""
        described = {name: self._described(name, members) for name, members in revisions.items()}
        with self._lock:
            self._revisions = described

    def describe(self, request: Members) -> Members:
        """Of a name or an ARN with its revision."""
        name = request["taskDefinition"].removeprefix(self._arn_begin)
        with self._lock:
            if name not in self._revisions:
                raise AwsError("ClientException", "Unable to describe task definition.")
            return {"taskDefinition": self._revisions[name]}

    def _described(self, name: str, members: Any) -> Members:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not family:revision")
        family, _, revision = name.partition(":")
        if not isinstance(members, dict):
            raise ValueError(f"{name}: {members!r} is not an object")
        asked = {"family": family, **members}
        if wrong := self._shapes.request_faults("RegisterTaskDefinition", asked):
            raise ValueError(f"{name}: {wrong}")
        if asked["family"] != family:
            raise ValueError(f"{name}: its family is {asked['family']}")
        asked.pop("tags", None)
        return {**asked, "taskDefinitionArn": self._arn_begin + name, "revision": int(revision),
                "status": "ACTIVE"}
