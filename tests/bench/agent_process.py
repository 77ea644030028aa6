"""neuron-agent as a child of the benchmark."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Iterator, Mapping, Optional

START_SECONDS = 10


class AgentProcess:
    """A living daemon."""

    def __init__(self, pid: int, neuronctl: Path, socket: Path) -> None:
        self.pid = pid
        self.socket = socket
        self._neuronctl = neuronctl

    @contextlib.contextmanager
    def subscriber(self) -> Iterator[None]:
        """One that follows the stream."""
        command = [self._neuronctl, "watch", f"--socket={self.socket}"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                yield
                if process.poll() is not None:
                    sys.exit(f"bench: neuronctl watch ended with {process.returncode}")
            finally:
                process.terminate()

    def snapshot(self) -> dict:
        """The latest, as `neuronctl ls --format=json` has it; empty until there is one."""
        command = [self._neuronctl, "ls", "--format=json", f"--socket={self.socket}"]
        done = subprocess.run(command, capture_output=True, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else {}


@contextlib.contextmanager
def running(
    command: list, programs: Path, folder: Path, environment: Optional[Mapping[str, str]] = None
) -> Iterator[AgentProcess]:
    """Runs this command, which is or becomes neuron-agent, until the end.

    Its socket, answers, leases and log are in `folder`. Exits with what it said if it does not serve.
    """
    socket = folder / "agent.sock"
    command = [*command, f"--socket={socket}", f"--answer_book={folder}/chips"]
    command += [f"--lease_folder={folder}/leases"]
    log = folder / "agent.log"
    with log.open("wb") as stderr:
        with subprocess.Popen(
            command, stderr=stderr, env={**os.environ, **(environment or {})}
        ) as process:
            try:
                _wait_until_serving(process, socket, log)
                yield AgentProcess(process.pid, programs / "agent/cli/neuronctl", socket)
            finally:
                process.terminate()


def await_snapshot(
    agent: AgentProcess, what: str = "there", wanted: Callable[[dict], bool] = bool
) -> dict:
    """The first like this; exits, saying what was wanted, if there is none in time."""
    deadline = time.monotonic() + START_SECONDS
    while not wanted(snapshot := agent.snapshot()):
        if time.monotonic() > deadline:
            sys.exit(f"bench: neuron-agent is not {what} within {START_SECONDS} s")
        time.sleep(0.05)
    return snapshot


def free_chips(agent: AgentProcess) -> list[int]:
    """Those that the agent says are free; exits if there is none."""
    free = agent.snapshot().get("free_chips", [])
    if not free:
        sys.exit("bench: every virtual terminal that stands for a chip is open")
    return free


def _wait_until_serving(process: subprocess.Popen, socket: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"bench: neuron-agent does not serve {socket}; it said:\n{log.read_text()}")
        time.sleep(0.05)
