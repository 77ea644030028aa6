"""The one EC2 instance that the fake pretends to surround."""

import dataclasses
import secrets
from typing import Tuple

ACCOUNT_ID = "123456789012"
ROLE_NAME = "ecsInstanceRole"
AGENT_VERSION = "1.105.1"
AGENT_HASH = "8dfceca6"

_PARTITIONS: Tuple[Tuple[str, str, str], ...] = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("", "aws", "amazonaws.com"),
)


def random_hex(digits: int) -> str:
    return secrets.token_hex((digits + 1) // 2)[:digits]


@dataclasses.dataclass(frozen=True)
class Host:
    """Facts that do not change while the instance lives."""

    cluster: str = "demo"
    region: str = "us-west-2"
    instance_type: str = "trn1.32xlarge"
    instance_id: str = dataclasses.field(default_factory=lambda: "i-" + random_hex(17))
    image_id: str = dataclasses.field(default_factory=lambda: "ami-" + random_hex(17))
    vpc_id: str = dataclasses.field(default_factory=lambda: "vpc-" + random_hex(17))
    subnet_id: str = dataclasses.field(default_factory=lambda: "subnet-" + random_hex(17))

    @property
    def availability_zone(self) -> str:
        return self.region + "a"

    @property
    def partition(self) -> str:
        return self._partition_row()[1]

    @property
    def dns_suffix(self) -> str:
        return self._partition_row()[2]

    @property
    def cluster_arn(self) -> str:
        return self.ecs_arn(f"cluster/{self.cluster}")

    @property
    def role_session_arn(self) -> str:
        """Who ECS says is calling when the instance's role does."""
        return (f"arn:{self.partition}:sts::{ACCOUNT_ID}:assumed-role/"
                f"{ROLE_NAME}/{self.instance_id}")

    def ecs_arn(self, resource: str) -> str:
        return f"arn:{self.partition}:ecs:{self.region}:{ACCOUNT_ID}:{resource}"

    def container_instance_arn(self, short_id: str) -> str:
        """The long form, with the cluster in it."""
        return self.ecs_arn(f"container-instance/{self.cluster}/{short_id}")

    def _partition_row(self) -> Tuple[str, str, str]:
        return next(row for row in _PARTITIONS if self.region.startswith(row[0]))
