"""The custom attributes of each container instance."""

from typing import Dict, List, Optional, Tuple

from fake_aws import errors
from fake_aws.attribute_rules import MAX_CUSTOM_PER_RESOURCE

# Short id of the target, name, value; None is a name without a value.
Write = Tuple[str, str, Optional[str]]


class AttributeStore:
    """Upserts and deletes. Not safe in several threads: the ECS service's lock guards it."""

    def __init__(self) -> None:
        self._values: Dict[str, Dict[str, Optional[str]]] = {}

    def of(self, short_id: str) -> Dict[str, Optional[str]]:
        """A copy."""
        return dict(self._values.get(short_id, {}))

    def put(self, writes: List[Write]) -> None:
        """Applies all, or raises AttributeLimitExceeded and applies none."""
        after = {short_id: self.of(short_id) for short_id, _, _ in writes}
        for short_id, name, value in writes:
            after[short_id][name] = value
        for short_id, values in after.items():
            if len(values) > MAX_CUSTOM_PER_RESOURCE:
                raise errors.attribute_limit_exceeded(short_id)
        self._values.update(after)

    def delete(self, short_id: str, name: str) -> bool:
        """False if there was none of that name."""
        values = self._values.get(short_id, {})
        if name not in values:
            return False
        del values[name]
        return True
