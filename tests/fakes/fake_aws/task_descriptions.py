"""DescribeTasks and DescribeServices: what ECS itself says of the tasks of the one host."""

from typing import Any, Callable, Dict, List, Optional

from fake_aws import errors
from fake_aws.host import Host
from fake_aws.tasks import Task, Tasks

MAX_TASKS = 100
MAX_SERVICES = 10

Members = Dict[str, Any]


class TaskDescriptions:
    """Answers for requests whose shape is right and whose cluster is ours. Safe in every thread."""

    def __init__(self, host: Host, tasks: Tasks) -> None:
        self._host = host
        self._tasks = tasks

    def describe_tasks(self, request: Members, instance_arn: str) -> Members:
        """`instance_arn` is where all of them run."""
        found, failures = _split(
            self._short_ids(request["tasks"], "task", MAX_TASKS),
            lambda short_id: self._task(short_id, instance_arn),
            lambda short_id: self._host.ecs_arn(f"task/{self._host.cluster}/{short_id}"))
        return {"tasks": found, "failures": failures}

    def describe_services(self, request: Members) -> Members:
        found, failures = _split(
            self._short_ids(request["services"], "service", MAX_SERVICES), self._service,
            self._service_arn)
        return {"services": found, "failures": failures}

    def _short_ids(self, identifiers: List[str], kind: str, limit: int) -> List[str]:
        """The last parts of ids and of ARNs of this cluster; raises InvalidParameter for others."""
        if not 1 <= len(identifiers) <= limit:
            raise errors.invalid_parameter(f"Between 1 and {limit} {kind}s are allowed.")
        begin = self._host.ecs_arn(f"{kind}/{self._host.cluster}/")
        for identifier in identifiers:
            if "/" in identifier.removeprefix(begin) or ":" in identifier.removeprefix(begin):
                raise errors.invalid_parameter(f"Invalid identifier: {identifier}")
        return [identifier.removeprefix(begin) for identifier in identifiers]

    def _task(self, short_id: str, instance_arn: str) -> Optional[Members]:
        task = next((task for task in self._tasks.all()
                     if task["Arn"].rsplit("/", 1)[-1] == short_id), None)
        return None if task is None else self._description(task, instance_arn)

    def _description(self, task: Task, instance_arn: str) -> Members:
        return {"taskArn": task["Arn"], "clusterArn": self._host.cluster_arn,
                "containerInstanceArn": instance_arn, "lastStatus": task["KnownStatus"],
                "desiredStatus": task.get("DesiredStatus", task["KnownStatus"]),
                "group": self._tasks.group(task), "launchType": "EC2",
                "taskDefinitionArn": self._host.ecs_arn(
                    f"task-definition/{task['Family']}:{task['Version']}")}

    def _service(self, name: str) -> Optional[Members]:
        strategy = self._tasks.strategy(name)
        return None if strategy is None else {
            "serviceArn": self._service_arn(name), "serviceName": name, "status": "ACTIVE",
            "clusterArn": self._host.cluster_arn, "launchType": "EC2",
            "schedulingStrategy": strategy}

    def _service_arn(self, name: str) -> str:
        return self._host.ecs_arn(f"service/{self._host.cluster}/{name}")


def _split(short_ids: List[str], describe: Callable[[str], Optional[Members]],
           arn: Callable[[str], str]) -> Any:
    """Descriptions of those that there are, and failures for the others."""
    described = [(short_id, describe(short_id)) for short_id in short_ids]
    found = [description for _, description in described if description is not None]
    failures = [{"arn": arn(short_id), "reason": "MISSING"}
                for short_id, description in described if description is None]
    return found, failures
