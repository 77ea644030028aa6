"""The daemon as it rests on a host, in a cgroup of its own."""

import contextlib
import enum
from pathlib import Path
from typing import Iterator, Sequence

from bench.agent_process import AgentProcess, running
from bench.memory_cgroup import MemoryCgroup

# The kernel makes directory entries and inodes of sysfs when somebody looks, and charges them to
# who looked. Those of a tmpfs were charged to who wrote it; an overlay makes its own, and makes
# reading dearer. The devices get a file system of their own, as on a host: the agent watches them,
# and every read in a file system of which something is watched has to ask whether it is that.
LAUNCH = """
tree=$1 cgroup=$2 view=$3; shift 3
sysfs=$tree/sys
mount -t tmpfs devices "$tree/devices" && cp -a "$tree/dev/." "$tree/devices" || exit
if [ "$view" = overlay ]; then
  if mount -t overlay overlay -o "lowerdir=$tree/sys:$tree/none" "$tree/seen"; then
    sysfs=$tree/seen
  else
    echo "bench: no overlay: the kernel's memory for the tree is not counted" >&2
  fi
fi
echo $$ > "$cgroup/cgroup.procs"
exec "$@" --sysfs_root="$sysfs" --dev_root="$tree/devices" --proc_devices="$tree/proc/devices"
"""
# The discard port: nobody answers, at once.
NOBODY = "http://127.0.0.1:9"


class View(enum.Enum):
    """How it sees the tree."""

    # Costs the processor what the tree costs.
    PLAIN = "plain"
    # Costs the kernel the memory that sysfs costs it.
    OVERLAY = "overlay"


@contextlib.contextmanager
def resting_agent(
    programs: Path, tree: Path, cgroup: MemoryCgroup, view: View, flags: Sequence[str]
) -> Iterator[AgentProcess]:
    """Runs the daemon with these flags and nobody to publish to. Needs root."""
    for name in ("devices", "none", "seen"):
        (tree / name).mkdir(exist_ok=True)
    # unshare and sh become the daemon, so their pid is its.
    command = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", tree, cgroup.path]
    command += [view.value]
    command += [programs / "agent/neuron-agent", *flags]
    command += [f"--introspection_url={NOBODY}", f"--imds_url={NOBODY}"]
    with running(command, programs, tree) as agent:
        yield agent
