"""The introspection API of the local ECS agent."""

from typing import Any, Callable, Dict, Optional

from fake_aws.host import AGENT_HASH, AGENT_VERSION, Host
from fake_aws.message import Request, Response, json_response
from fake_aws.tasks import AmbiguousId, Tasks

_COMMANDS = {"AvailableCommands": ["/v1/metadata", "/v1/tasks", "/license"]}
_NO_TASK = {"Arn": "", "KnownStatus": "", "Family": "", "Version": "", "Containers": None}


class Introspection:
    """Answers as the agent does, which never looks at the method. Safe in every thread.

    `current_arn` tells the container instance's ARN; while not `registered` it is null.
    """

    def __init__(self, host: Host, tasks: Tasks, current_arn: Callable[[], str]) -> None:
        self._host = host
        self._tasks = tasks
        self._current_arn = current_arn
        self.registered = True

    def __call__(self, request: Request) -> Response:
        if request.path == "/v1/metadata":
            return json_response(200, self._metadata())
        if request.path == "/v1/tasks":
            return self._find(request.query())
        if request.path == "/license":
            return Response(200, b"Apache License, Version 2.0\n")
        return json_response(200, _COMMANDS)

    def _metadata(self) -> Dict[str, Optional[str]]:
        return {
            "Cluster": self._host.cluster,
            "ContainerInstanceArn": self._current_arn() if self.registered else None,
            "Version": f"Amazon ECS Agent - v{AGENT_VERSION} (*{AGENT_HASH})",
        }

    def _find(self, query: Dict[str, str]) -> Response:
        keys = query.keys() & {"taskarn", "dockerid"}
        if len(keys) == 2:
            return json_response(400, _NO_TASK)
        if not keys:
            return json_response(200, {"Tasks": self._tasks.all()})
        try:
            return _one(self._tasks.by_arn(query["taskarn"]) if "taskarn" in keys
                        else self._tasks.by_docker_id(query["dockerid"]))
        except AmbiguousId:
            return json_response(400, _NO_TASK)


def _one(task: Optional[Dict[str, Any]]) -> Response:
    return json_response(404, _NO_TASK) if task is None else json_response(200, task)
