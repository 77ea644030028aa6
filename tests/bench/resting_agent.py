"""The daemon as it rests on a host: its own cgroup, a tree that costs what sysfs costs."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

from bench.memory_cgroup import MemoryCgroup

# The kernel makes directory entries and inodes of sysfs when somebody looks, and charges them to
# who looked. Those of a tmpfs were charged to who wrote it; an overlay makes its own.
LAUNCH = """
tree=$1 cgroup=$2; shift 2
if mount -t overlay overlay -o "lowerdir=$tree/sys:$tree/none" "$tree/seen"; then
  sysfs=$tree/seen
else
  echo "bench: no overlay: the kernel's memory for the tree is not counted" >&2
  sysfs=$tree/sys
fi
echo $$ > "$cgroup/cgroup.procs"
exec "$@" --sysfs_root="$sysfs" --dev_root="$tree/dev" --proc_devices="$tree/proc/devices"
"""
# The discard port: nobody answers, at once.
NOBODY = "http://127.0.0.1:9"


@contextlib.contextmanager
def resting_agent(programs: Path, tree: Path, cgroup: MemoryCgroup) -> Iterator["RestingAgent"]:
    """Runs the daemon with its default period and nobody to publish to. Needs root."""
    for name in ("none", "seen"):
        (tree / name).mkdir()
    socket = tree / "agent.sock"
    command = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", tree, cgroup.path]
    command += [programs / "agent/neuron-agent", f"--socket={socket}"]
    command += [f"--answer_book={tree}/chips"]
    command += [f"--introspection_url={NOBODY}", f"--imds_url={NOBODY}"]
    log = tree / "agent.log"
    with log.open("wb") as stderr, subprocess.Popen(command, stderr=stderr) as process:
        try:
            _wait_until_serving(process, socket, log)
            yield RestingAgent(process.pid, programs / "agent/cli/neuronctl", socket)
        finally:
            process.terminate()


def _wait_until_serving(process: subprocess.Popen, socket: Path, log: Path) -> None:
    deadline = time.monotonic() + 10
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"bench: neuron-agent does not serve {socket}; it said:\n{log.read_text()}")
        time.sleep(0.05)


class RestingAgent:
    """A living daemon. unshare and sh became it, so its pid is theirs."""

    def __init__(self, pid: int, neuronctl: Path, socket: Path) -> None:
        self.pid = pid
        self._neuronctl = neuronctl
        self._socket = socket

    @contextlib.contextmanager
    def subscriber(self) -> Iterator[None]:
        """One that follows the stream, outside of the daemon's cgroup."""
        command = [self._neuronctl, "watch", f"--socket={self._socket}"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            try:
                yield
                if process.poll() is not None:
                    sys.exit(f"bench: neuronctl watch ended with {process.returncode}")
            finally:
                process.terminate()
