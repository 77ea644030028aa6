"""What ECS does with the container instances: sends them tasks, drains them, or neither."""

from typing import Dict

from fake_aws import errors

STATUSES = ("ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED")
MAX_UPDATES = 10

_ORDERABLE = ("ACTIVE", "DRAINING")


class InstanceStates:
    """By short id; ACTIVE unless something else was said. The ECS service's lock guards it."""

    def __init__(self) -> None:
        self._statuses: Dict[str, str] = {}

    def of(self, short_id: str) -> str:
        return self._statuses.get(short_id, "ACTIVE")

    def set(self, short_id: str, status: str) -> None:
        """What an operator or ECS itself does. Raises ValueError for what no instance can be."""
        if status not in STATUSES:
            raise ValueError(f"status {status!r} is none of {', '.join(STATUSES)}")
        self._statuses[short_id] = status

    def update(self, short_id: str, status: str) -> bool:
        """What UpdateContainerInstancesState does; False if the instance is in no state for it."""
        if status not in _ORDERABLE:
            raise errors.invalid_parameter(f"status must be one of {', '.join(_ORDERABLE)}.")
        if self.of(short_id) not in _ORDERABLE:
            return False
        self._statuses[short_id] = status
        return True
