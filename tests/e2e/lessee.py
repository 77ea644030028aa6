"""For tests: commands that neuronctl run becomes."""

import subprocess
from typing import Sequence

from e2e.agent import NEURONCTL, Agent

# Says what it was given, and stays.
TELL = ("/bin/sh", "-c", 'echo "$NEURON_RT_VISIBLE_CORES"; exec sleep 1000000')


class Lessee:
    """A process with a lease of some chips, or one that waits for it; until end()."""

    def __init__(self, agent: Agent, chips: int, wait: str = "60s",
                 command: Sequence[str] = TELL) -> None:
        self.process = subprocess.Popen(
            [NEURONCTL, "run", f"--chips={chips}", f"--wait={wait}",
             f"--lease_socket={agent.lease_socket}", "--", *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def line(self) -> str:
        """The next line that the command says: of TELL, its cores."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def exit_code(self) -> int:
        return self.process.wait(timeout=60)

    def complaint(self) -> str:
        """All that it said on stderr; after its end."""
        assert self.process.stderr is not None
        return self.process.stderr.read()

    def end(self) -> None:
        """As kill -9. Does nothing if it has ended."""
        self.process.kill()
        self.process.communicate(timeout=60)
