"""The tasks that the local ECS agent knows, as its introspection API shows them."""

import threading
from typing import Any, Dict, List, Optional, Set

STATUSES = ("PENDING", "RUNNING", "STOPPED")
STRATEGIES = ("REPLICA", "DAEMON")

_SERVICE_MEMBERS = {"strategy", "tasks"}

_TASK_MEMBERS = {"Arn", "DesiredStatus", "KnownStatus", "Family", "Version", "Containers"}
_TASK_REQUIRED = _TASK_MEMBERS - {"DesiredStatus"}
_CONTAINER_REQUIRED = {"DockerId", "DockerName", "Name", "Image", "ImageID"}
_CONTAINER_MEMBERS = _CONTAINER_REQUIRED | {
    "CreatedAt", "StartedAt", "Ports", "Networks", "Volumes", "RestartCount"}
_SHORT_DOCKER_ID_LENGTH = 12

Task = Dict[str, Any]


class AmbiguousId(Exception):
    """A short Docker id that several containers share."""


class Tasks:
    """The list, which a test replaces, and the services that started some. Safe in every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: List[Task] = []
        self._groups: Dict[str, str] = {}
        self._strategies: Dict[str, str] = {}

    def replace(self, tasks: List[Task]) -> None:
        """Raises ValueError if one is not what the ECS agent would show."""
        for task in tasks:
            _check(task)
        with self._lock:
            self._tasks = list(tasks)

    def replace_services(self, services: Dict[str, Any]) -> None:
        """By name: {"strategy": one of STRATEGIES, "tasks": [ARN, ...]}, or raises ValueError."""
        for name, service in services.items():
            _check_members(f"service {name}", service, _SERVICE_MEMBERS, _SERVICE_MEMBERS)
            if service["strategy"] not in STRATEGIES:
                raise ValueError(f"service {name}: strategy is none of {STRATEGIES}")
        with self._lock:
            self._strategies = {name: service["strategy"] for name, service in services.items()}
            self._groups = {arn: f"service:{name}" for name, service in services.items()
                            for arn in service["tasks"]}

    def group(self, task: Task) -> str:
        """What DescribeTasks says of who started it."""
        with self._lock:
            return self._groups.get(task["Arn"], f"family:{task['Family']}")

    def strategy(self, service: str) -> Optional[str]:
        """None if there is no such service."""
        with self._lock:
            return self._strategies.get(service)

    def all(self) -> List[Task]:
        with self._lock:
            return list(self._tasks)

    def count(self, known_status: str) -> int:
        return sum(task["KnownStatus"] == known_status for task in self.all())

    def by_arn(self, arn: str) -> Optional[Task]:
        return next((task for task in self.all() if task["Arn"] == arn), None)

    def by_docker_id(self, docker_id: str) -> Optional[Task]:
        """By the full id, or by a beginning of at most 12 digits; raises AmbiguousId."""
        found = [task for task in self.all() for container in task["Containers"]
                 if _is_named(container["DockerId"], docker_id)]
        if len(found) > 1:
            raise AmbiguousId(docker_id)
        return found[0] if found else None


def _is_named(full_id: str, docker_id: str) -> bool:
    if 0 < len(docker_id) <= _SHORT_DOCKER_ID_LENGTH:
        return full_id.startswith(docker_id)
    return full_id == docker_id != ""


def _check(task: Task) -> None:
    _check_members("task", task, _TASK_REQUIRED, _TASK_MEMBERS)
    for status in (task["KnownStatus"], task.get("DesiredStatus", "RUNNING")):
        if status not in STATUSES:
            raise ValueError(f"task: status {status!r} is none of {STATUSES}")
    if not isinstance(task["Containers"], list):
        raise ValueError("task: Containers is not a list")
    for container in task["Containers"]:
        _check_members("container", container, _CONTAINER_REQUIRED, _CONTAINER_MEMBERS)


def _check_members(what: str, value: Any, required: Set[str], allowed: Set[str]) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{what}: {value!r} is not an object")
    if missing := required - value.keys():
        raise ValueError(f"{what}: missing {sorted(missing)}")
    if unknown := value.keys() - allowed:
        raise ValueError(f"{what}: unknown {sorted(unknown)}")
