"""The operations of ECS, from a request whose shape is right to the members of the answer."""

import threading
from typing import Any, Callable, Dict, List, Optional

from fake_aws import attribute_rules, errors
from fake_aws.attribute_store import AttributeStore
from fake_aws.container_instances import TARGET_TYPE, ContainerInstances, builtin_attributes
from fake_aws.host import AGENT_HASH, AGENT_VERSION, Host
from fake_aws.instance_states import MAX_UPDATES, STATUSES, InstanceStates
from fake_aws.journal import Journal
from fake_aws.pages import page
from fake_aws.task_definitions import TaskDefinitions
from fake_aws.task_descriptions import TaskDescriptions
from fake_aws.tasks import Tasks

MAX_IDS = 100

# Those that are not about a cluster.
_CLUSTERLESS = ("DescribeTaskDefinition",)

Members = Dict[str, Any]


class EcsService:
    """One cluster with the lives of one host in it. One lock, so each call is atomic."""

    def __init__(self, host: Host, instances: ContainerInstances, tasks: Tasks,
                 definitions: TaskDefinitions, journal: Journal) -> None:
        self._host = host
        self._instances = instances
        self._tasks = tasks
        self._descriptions = TaskDescriptions(host, tasks)
        self._journal = journal
        self._store = AttributeStore()
        self._states = InstanceStates()
        self._lock = threading.Lock()
        self._operations: Dict[str, Callable[[Members], Members]] = {
            "PutAttributes": self._put_attributes,
            "DeleteAttributes": self._delete_attributes,
            "ListAttributes": self._list_attributes,
            "DescribeContainerInstances": self._describe_container_instances,
            "ListContainerInstances": self._list_container_instances,
            "UpdateContainerInstancesState": self._update_container_instances_state,
            "DescribeTasks": self._describe_tasks,
            "DescribeServices": self._descriptions.describe_services,
            "DescribeTaskDefinition": definitions.describe,
        }

    def offers(self, operation: str) -> bool:
        return operation in self._operations

    def call(self, operation: str, request: Members) -> Members:
        """The answer's members, or raises AwsError and has changed nothing."""
        with self._lock:
            if operation not in _CLUSTERLESS:
                self._instances.check_cluster(request.get("cluster"))
            return self._operations[operation](request)

    def resource_arn(self, operation: str) -> str:
        """What IAM protects in this operation."""
        if operation in _CLUSTERLESS:
            return "*"
        if operation.startswith("List"):
            return self._host.cluster_arn
        if operation in ("DescribeTasks", "DescribeServices"):
            kind = operation[len("Describe"):-1].lower()
            return self._host.ecs_arn(f"{kind}/{self._host.cluster}/*")
        return self.current_arn()

    def current_arn(self) -> str:
        """The container instance that the local ECS agent has now."""
        with self._lock:
            return self._instances.arn(self._instances.current)

    def custom_attributes(self) -> Dict[str, Optional[str]]:
        """Those of the current container instance."""
        with self._lock:
            return self._store.of(self._instances.current)

    def status(self) -> str:
        """That of the current container instance."""
        with self._lock:
            return self._states.of(self._instances.current)

    def set_status(self, status: str) -> None:
        """What others do with the current container instance. Raises ValueError."""
        with self._lock:
            self._states.set(self._instances.current, status)

    def set_lag(self, seconds: float) -> None:
        """How long what is written does not show. Raises ValueError."""
        if not 0 <= seconds <= 3600:
            raise ValueError(f"lag {seconds!r} is not within 0..3600")
        with self._lock:
            self._store.lag_seconds = seconds

    def register_again(self) -> None:
        """The ECS agent lost its state: a new container instance without custom attributes."""
        with self._lock:
            self._instances.register()

    def deregister_others(self) -> None:
        """ECS knows only the container instance that the local ECS agent has now."""
        with self._lock:
            self._instances.deregister_others()

    def _put_attributes(self, request: Members) -> Members:
        attributes = request["attributes"]
        attribute_rules.check_put(attributes)
        targets = [self._target(attribute) for attribute in attributes]
        self._store.put([(target, attribute["name"], attribute.get("value"))
                         for target, attribute in zip(targets, attributes)])
        applied = [self._listed(target, attribute["name"], attribute.get("value"))
                   for target, attribute in zip(targets, attributes)]
        self._record("PutAttributes", applied)
        return {"attributes": applied}

    def _delete_attributes(self, request: Members) -> Members:
        attributes = request["attributes"]
        attribute_rules.check_delete(attributes)
        targets = [self._target(attribute) for attribute in attributes]
        deleted = [self._listed(target, attribute["name"], None)
                   for target, attribute in zip(targets, attributes)
                   if self._store.delete(target, attribute["name"])]
        self._record("DeleteAttributes", deleted)
        return {"attributes": deleted}

    def _list_attributes(self, request: Members) -> Members:
        if request["targetType"] != TARGET_TYPE:
            raise errors.invalid_parameter(f"targetType must be {TARGET_TYPE}.")
        if "attributeValue" in request and "attributeName" not in request:
            raise errors.invalid_parameter("attributeValue needs attributeName.")
        found = [self._listed(short_id, name, value)
                 for short_id in self._instances.ids()
                 for name, value in sorted(self._attributes(short_id).items())
                 if request.get("attributeName", name) == name
                 and request.get("attributeValue", value) == value]
        return _paged("attributes", found, request)

    def _list_container_instances(self, request: Members) -> Members:
        status = request.get("status", "ACTIVE")
        if status not in STATUSES:
            raise errors.invalid_parameter(f"status must be one of {', '.join(STATUSES)}.")
        if "filter" in request:
            raise errors.not_offered("filter")
        arns = [self._instances.arn(short_id) for short_id in self._instances.ids()
                if self._states.of(short_id) == status]
        return _paged("containerInstanceArns", arns, request)

    def _describe_container_instances(self, request: Members) -> Members:
        identifiers = request["containerInstances"]
        if not 1 <= len(identifiers) <= MAX_IDS:
            raise errors.invalid_parameter(
                f"Between 1 and {MAX_IDS} container instances are allowed.")
        found, failures = [], []
        for identifier in identifiers:
            short_id = self._instances.find(identifier)
            if short_id:
                found.append(self._description(short_id, request.get("include", [])))
            else:
                failures.append({"arn": self._missing_arn(identifier), "reason": "MISSING"})
        return {"containerInstances": found, "failures": failures}

    def _update_container_instances_state(self, request: Members) -> Members:
        identifiers = request["containerInstances"]
        if not 1 <= len(identifiers) <= MAX_UPDATES:
            raise errors.invalid_parameter(
                f"Between 1 and {MAX_UPDATES} container instances are allowed.")
        found, failures = [], []
        for identifier in identifiers:
            short_id = self._instances.find(identifier)
            if short_id is None:
                failures.append({"arn": self._missing_arn(identifier), "reason": "MISSING"})
            elif self._states.update(short_id, request["status"]):
                found.append(self._description(short_id, []))
            else:
                failures.append({"arn": self._instances.arn(short_id), "reason": "INACTIVE"})
        return {"containerInstances": found, "failures": failures}

    def _describe_tasks(self, request: Members) -> Members:
        return self._descriptions.describe_tasks(
            request, self._instances.arn(self._instances.current))

    def _description(self, short_id: str, include: List[str]) -> Members:
        is_current = short_id == self._instances.current
        description = {
            "containerInstanceArn": self._instances.arn(short_id),
            "ec2InstanceId": self._host.instance_id,
            "version": 1,
            "versionInfo": {"agentVersion": AGENT_VERSION, "agentHash": AGENT_HASH},
            "status": self._states.of(short_id),
            "agentConnected": is_current,
            "runningTasksCount": self._tasks.count("RUNNING") if is_current else 0,
            "pendingTasksCount": self._tasks.count("PENDING") if is_current else 0,
            "registeredAt": self._instances.registered_at(short_id),
            "attributes": [_named(name, value)
                           for name, value in sorted(self._attributes(short_id).items())],
        }
        if "TAGS" in include:
            description["tags"] = []
        if "CONTAINER_INSTANCE_HEALTH" in include:
            description["healthStatus"] = {"overallStatus": "OK", "details": []}
        return description

    def _attributes(self, short_id: str) -> Dict[str, Optional[str]]:
        return {**builtin_attributes(self._host), **self._store.shown(short_id)}

    def _target(self, attribute: Members) -> str:
        short_id = self._instances.find(attribute["targetId"])
        if short_id is None:
            raise errors.target_not_found(attribute["targetId"])
        return short_id

    def _missing_arn(self, identifier: str) -> str:
        return identifier if identifier.startswith("arn:") else self._instances.arn(identifier)

    def _listed(self, short_id: str, name: str, value: Optional[str]) -> Members:
        return {**_named(name, value), "targetId": self._instances.arn(short_id)}

    def _record(self, operation: str, listed: List[Members]) -> None:
        by_target: Dict[str, Dict[str, Optional[str]]] = {}
        for attribute in listed:
            by_target.setdefault(attribute["targetId"], {})[attribute["name"]] = (
                attribute.get("value"))
        for target, attributes in by_target.items():
            self._journal.write(operation, target, attributes)


def _named(name: str, value: Optional[str]) -> Members:
    return {"name": name} if value is None else {"name": name, "value": value}


def _paged(member: str, items: List[Any], request: Members) -> Members:
    items, token = page(items, request)
    return {member: items} if token is None else {member: items, "nextToken": token}
