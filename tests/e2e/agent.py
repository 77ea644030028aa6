"""For tests: neuron-agent and neuronctl as processes."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, List, Optional, Protocol, Sequence

from e2e.deadline import await_true

AGENT = "agent/neuron-agent"
NEURONCTL = "agent/cli/neuronctl"


class Host(Protocol):
    """What a daemon looks at."""

    # A directory of its own.
    folder: Path

    def root_flags(self) -> List[str]:
        """The flags by which the agent and neuronctl look at this host."""


class Agent:
    """A daemon that looks at a host and tells a fake ECS, until stop().

    `wrapper` is the start of its command line: unshare and the like. Its log goes to the end of the
    file `log`; to our standard error if there is none.
    """

    def __init__(self, host: Host, flags: List[str], wrapper: Sequence[str] = (),
                 log: Optional[Path] = None) -> None:
        self.host = host
        self.socket = host.folder / "agent.sock"
        self.lease_socket = host.folder / "lease.sock"
        with log.open("ab") if log else contextlib.nullcontext(sys.stderr) as errors:
            self.process = subprocess.Popen(
                [*wrapper, AGENT, f"--socket={self.socket}", *host.root_flags(), *flags],
                stderr=errors)
        try:
            await_true(self.has_snapshot, "the agent serves a snapshot")
        except AssertionError:
            self.kill()
            raise

    def has_snapshot(self) -> bool:
        return self.ctl("ls").returncode == 0

    def ctl(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs neuronctl against this daemon."""
        return subprocess.run([NEURONCTL, *arguments, f"--socket={self.socket}"],
                              capture_output=True, text=True, timeout=30, check=False)

    def chips(self) -> Any:
        """The chips of `neuronctl ls --format=json`."""
        return json.loads(self.ctl("ls", "--format=json").stdout)["chips"]

    def holders(self) -> Any:
        """What `neuronctl holders --format=json` says."""
        return json.loads(self.ctl("holders", "--format=json").stdout)

    def kill(self) -> None:
        """As kill -9. Does nothing if it has ended."""
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)
