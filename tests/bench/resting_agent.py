"""The daemon as it rests on a host: its own cgroup, a tree that costs what sysfs costs."""

import contextlib
from pathlib import Path
from typing import Iterator

from bench.agent_process import AgentProcess, running
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
def resting_agent(programs: Path, tree: Path, cgroup: MemoryCgroup) -> Iterator[AgentProcess]:
    """Runs the daemon with its default period and nobody to publish to. Needs root."""
    for name in ("none", "seen"):
        (tree / name).mkdir()
    # unshare and sh become the daemon, so their pid is its.
    command = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", tree, cgroup.path]
    command += [programs / "agent/neuron-agent"]
    command += [f"--introspection_url={NOBODY}", f"--imds_url={NOBODY}"]
    with running(command, programs, tree) as agent:
        yield agent
