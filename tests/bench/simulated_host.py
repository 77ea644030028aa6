"""A host that neuron-sim shows, where faults can be made to happen."""

import contextlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional


@dataclass(frozen=True)
class SimulatedHost:
    """Where it is mounted."""

    mount: Path

    @property
    def control(self) -> Path:
        """Takes verbs, a line each."""
        return self.mount / "control"

    def flags(self, sysfs: Optional[Path] = None) -> list[str]:
        """By which neuron-agent looks at this host, or at its devices beside another sysfs."""
        return [
            f"--sysfs_root={sysfs or self.mount / 'sys'}",
            f"--dev_root={self.mount}/dev",
            f"--proc_devices={self.mount}/proc/devices",
            f"--kmsg={self.mount}/dev/kmsg",
        ]


@contextlib.contextmanager
def simulated_host(programs: Path, instance_type: str, driver: str) -> Iterator[SimulatedHost]:
    """Until the end. Needs root."""
    # Not below Bazel's output base, where a mount disturbs sandboxes that start meanwhile.
    with tempfile.TemporaryDirectory(prefix="neuron-bench-", dir="/run") as folder:
        command = [programs / "tests/simulator/neuron-sim", f"--mount={folder}/host"]
        command += [f"--instance={instance_type}", f"--driver={driver}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                if "ready" not in process.stdout.readline():
                    sys.exit("bench: neuron-sim does not show a host")
                yield SimulatedHost(Path(folder) / "host")
            finally:
                process.terminate()
                process.wait()
