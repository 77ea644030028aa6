"""For tests: the log of an agent, as a file."""

import shlex
from pathlib import Path
from typing import Dict, List

from e2e.deadline import await_true

# The fields of a line, with `event` and `level`.
Line = Dict[str, str]


def read_line(text: str) -> Line:
    """Of key=value text; values may be quoted."""
    return dict(word.partition("=")[::2] for word in shlex.split(text))


class AgentLog:
    """What an agent has written to the file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.touch()

    def lines(self, event: str, **fields: str) -> List[Line]:
        """Those of an event with these fields, in order."""
        # The last line may not be whole yet.
        whole = self.path.read_text().rpartition("\n")[0].splitlines()
        found = [read_line(text) for text in whole if f" event={event} " in text + " "]
        return [line for line in found if line.items() >= fields.items()]

    def await_line(self, event: str, **fields: str) -> Line:
        """The last of these, once there is one."""
        await_true(lambda: bool(self.lines(event, **fields)), f"the log says {event} {fields}")
        return self.lines(event, **fields)[-1]
