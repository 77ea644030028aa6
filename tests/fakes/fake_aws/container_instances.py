"""The container instances registered in the cluster: all lives of the one host."""

import re
from typing import Dict, List, Optional

from fake_aws import errors
from fake_aws.clock import Clock
from fake_aws.host import Host, random_hex

TARGET_TYPE = "container-instance"

_SHORT_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ARN = re.compile(r"arn:(?P<partition>[a-z-]+):ecs:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):"
                  r"(?P<kind>[a-z-]+)/((?P<cluster>[A-Za-z0-9_-]{1,255})/)?(?P<id>[A-Za-z0-9_-]+)")


def builtin_attributes(host: Host) -> Dict[str, Optional[str]]:
    """What ECS and its agent put on an instance by themselves; None is a name without a value."""
    return {
        "com.amazonaws.ecs.capability.docker-remote-api.1.44": None,
        "com.amazonaws.ecs.capability.logging-driver.awslogs": None,
        "com.amazonaws.ecs.capability.task-iam-role": None,
        "ecs.ami-id": host.image_id,
        "ecs.availability-zone": host.availability_zone,
        "ecs.capability.docker-plugin.local": None,
        "ecs.capability.execution-role-awslogs": None,
        "ecs.cpu-architecture": "x86_64",
        "ecs.instance-type": host.instance_type,
        "ecs.os-family": "LINUX",
        "ecs.os-type": "linux",
        "ecs.subnet-id": host.subnet_id,
        "ecs.vpc-id": host.vpc_id,
    }


class ContainerInstances:
    """Which short ids exist, and which of them the local ECS agent has now.

    A second registration (lost agent state) adds an id and leaves the old one in the cluster,
    as ECS does until somebody deregisters it. Not safe in several threads: the ECS service's lock
    guards it.
    """

    def __init__(self, host: Host, clock: Clock) -> None:
        self._host = host
        self._clock = clock
        self._registered_at: Dict[str, float] = {}
        self.current = self.register()

    def register(self) -> str:
        """Makes a new id the current one."""
        self.current = random_hex(32)
        self._registered_at[self.current] = self._clock.now()
        return self.current

    def deregister_others(self) -> None:
        """Nobody knows the former lives any more."""
        self._registered_at = {self.current: self._registered_at[self.current]}

    def ids(self) -> List[str]:
        """Oldest first."""
        return list(self._registered_at)

    def registered_at(self, short_id: str) -> float:
        return self._registered_at[short_id]

    def arn(self, short_id: str) -> str:
        return self._host.container_instance_arn(short_id)

    def check_cluster(self, cluster: Optional[str]) -> None:
        """Raises ClusterNotFound unless it names the cluster; absent means `default`."""
        name = "default" if cluster is None else cluster
        if name not in (self._host.cluster, self._host.cluster_arn):
            raise errors.cluster_not_found()

    def find(self, identifier: str) -> Optional[str]:
        """The short id of a short id, a long or a legacy short ARN; None if none has it.

        Raises InvalidParameter if it is none of the three, or belongs elsewhere.
        """
        if _SHORT_ID.fullmatch(identifier):
            return self._known(identifier)
        arn = _ARN.fullmatch(identifier)
        if not arn or arn["kind"] != TARGET_TYPE or not _SHORT_ID.fullmatch(arn["id"]):
            raise errors.invalid_parameter(f"Invalid identifier: {identifier}")
        if not identifier.startswith(self._host.ecs_arn("")):
            raise errors.invalid_parameter(
                f"Invalid identifier: Identifier is for {arn['region']} of {arn['account']}. "
                f"Your region is {self._host.region}")
        if arn["cluster"] not in (None, self._host.cluster):
            raise errors.wrong_cluster(arn["cluster"], self._host.cluster)
        return self._known(arn["id"])

    def _known(self, short_id: str) -> Optional[str]:
        return short_id if short_id in self._registered_at else None
