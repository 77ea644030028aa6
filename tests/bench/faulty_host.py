"""A host of plain files where chips can be made to fail."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from bench.plain_host import plain_host
from bench.simulated_host import SimulatedHost, simulated_host

EVENTS = "stats/hardware/health_status/hw_error_event"
# No plain file can tell of events: those of the simulated host stand in, one for each chip.
LAUNCH = f"""
plain=$1 simulated=$2; shift 2
for chip in "$plain"/sys/class/neuron_device/neuron*; do
  name=sys/class/neuron_device/${{chip##*/}}/{EVENTS}
  [ ! -e "$simulated/$name" ] || mount --bind "$simulated/$name" "$plain/$name" || exit
done
exec "$@"
"""


@dataclass(frozen=True)
class FaultyHost:
    """Plain files that may be written, and the simulated host that tells of events."""

    tree: Path
    simulated: SimulatedHost

    @property
    def chips(self) -> Path:
        """Has a directory for each chip."""
        return self.tree / "sys/class/neuron_device"

    def watched_by(self, command: list) -> list:
        """Runs this command, which is neuron-agent, so that it sees this host. Needs root."""
        launch = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", self.tree, self.simulated.mount]
        return [*launch, *command, *self.simulated.flags(self.tree / "sys")]


@contextlib.contextmanager
def faulty_host(programs: Path, instance_type: str, driver: str) -> Iterator[FaultyHost]:
    """Until the end. Needs root."""
    with plain_host(programs, instance_type, driver) as tree:
        with simulated_host(programs, instance_type, driver) as simulated:
            yield FaultyHost(tree, simulated)
