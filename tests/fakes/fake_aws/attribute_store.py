"""The custom attributes of each container instance."""

import time
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from fake_aws import errors
from fake_aws.attribute_rules import MAX_CUSTOM_PER_RESOURCE

# Short id of the target, name, value; None is a name without a value.
Write = Tuple[str, str, Optional[str]]


Values = Dict[str, Optional[str]]


class Past(NamedTuple):
    """What a target had until then."""

    until: float
    short_id: str
    values: Values


class AttributeStore:
    """Upserts and deletes. What was written in the last `lag_seconds` by `now` is there, and does
    not show. Not safe in several threads: the ECS service's lock guards it.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._values: Dict[str, Values] = {}
        # Oldest first.
        self._pasts: List[Past] = []
        self.lag_seconds = 0.0

    def of(self, short_id: str) -> Values:
        """A copy."""
        return dict(self._values.get(short_id, {}))

    def shown(self, short_id: str) -> Values:
        """A copy of what shows by now."""
        since = self._now() - self.lag_seconds
        return next((dict(past.values) for past in self._pasts
                     if past.until > since and past.short_id == short_id), self.of(short_id))

    def put(self, writes: List[Write]) -> None:
        """Applies all, or raises AttributeLimitExceeded and applies none."""
        after = {short_id: self.of(short_id) for short_id, _, _ in writes}
        for short_id, name, value in writes:
            after[short_id][name] = value
        for short_id, values in after.items():
            if len(values) > MAX_CUSTOM_PER_RESOURCE:
                raise errors.attribute_limit_exceeded(short_id)
        for short_id in after:
            self._keep_past(short_id)
        self._values.update(after)

    def delete(self, short_id: str, name: str) -> bool:
        """False if there was none of that name."""
        values = self._values.get(short_id, {})
        if name not in values:
            return False
        self._keep_past(short_id)
        del values[name]
        return True

    def _keep_past(self, short_id: str) -> None:
        self._pasts.append(Past(self._now(), short_id, self.of(short_id)))
