"""For tests: the Python client of the stream as a process."""

import re
import subprocess
from typing import List

from e2e.agent import Agent

CLIENT = "tests/clients/watch.py"
CONTRACT = "proto/neuron_agent.proto"


class Watcher:
    """Follows an agent's stream until stop()."""

    def __init__(self, agent: Agent) -> None:
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-B", CLIENT, CONTRACT, str(agent.socket)],
            stdout=subprocess.PIPE, text=True)

    def stop(self) -> List[List[int]]:
        """The free chips of each snapshot that came, without repeats."""
        self.process.terminate()
        lines, _ = self.process.communicate(timeout=30)
        seen: List[List[int]] = []
        for free in re.findall(r"free=([0-9,]*)", lines):
            chips = [int(chip) for chip in free.split(",") if chip]
            if not seen or seen[-1] != chips:
                seen.append(chips)
        return seen
