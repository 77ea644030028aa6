"""For tests: neuron-agent and neuronctl as processes."""

import json
import subprocess
import sys
from typing import Any, List, Sequence

from e2e.deadline import await_true
from e2e.simulated_host import SimulatedHost

AGENT = "agent/neuron-agent"
NEURONCTL = "agent/cli/neuronctl"


class Agent:
    """A daemon that looks at a simulated host and tells a fake ECS, until stop().

    `wrapper` is the start of its command line: unshare and the like.
    """

    def __init__(self, host: SimulatedHost, flags: List[str], wrapper: Sequence[str] = ()) -> None:
        self.host = host
        self.socket = host.folder / "agent.sock"
        self.process = subprocess.Popen(
            [*wrapper, AGENT, f"--socket={self.socket}", *host.root_flags(), *flags], stderr=sys.stderr)
        await_true(self.has_snapshot, "the agent serves a snapshot")

    def has_snapshot(self) -> bool:
        return self.ctl("ls").returncode == 0

    def ctl(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs neuronctl against this daemon."""
        return subprocess.run([NEURONCTL, *arguments, f"--socket={self.socket}"],
                              capture_output=True, text=True, timeout=30, check=False)

    def chips(self) -> Any:
        """The chips of `neuronctl ls --format=json`."""
        return json.loads(self.ctl("ls", "--format=json").stdout)["chips"]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)
