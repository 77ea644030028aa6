"""For tests: neuron-sim as a process of its own."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List

from e2e.deadline import await_true

SIMULATOR = "tests/simulator/neuron-sim"


class SimulatedHost:
    """A host of one instance type, until close(). An agent hears its uevents by `uevents_flag`."""

    def __init__(self, instance: str, *flags: str) -> None:
        # Not below Bazel's output base, where a mount disturbs sandboxes that start meanwhile.
        self.folder = Path(tempfile.mkdtemp(prefix="neuron-e2e.", dir="/run"))
        self.mount = self.folder / "host"
        self.mount.mkdir()
        self.report_path = self.folder / "report.json"
        self.uevents_path = self.folder / "uevents"
        self.uevents_flag = f"--uevents={self.uevents_path}"
        self.process = subprocess.Popen(
            [SIMULATOR, f"--mount={self.mount}", f"--instance={instance}",
             f"--report={self.report_path}", self.uevents_flag, *flags],
            stdout=subprocess.DEVNULL, stderr=sys.stderr)
        await_true(lambda: (self.mount / "control").exists(), "neuron-sim is mounted")

    def root_flags(self) -> List[str]:
        """The flags by which the agent and neuronctl look at this host."""
        return [f"--sysfs_root={self.mount}/sys", f"--dev_root={self.mount}/dev",
                f"--proc_devices={self.mount}/proc/devices", f"--kmsg={self.mount}/dev/kmsg",
                f"--answer_book={self.folder}/chips"]

    def chips(self) -> int:
        return len(list((self.mount / "dev").glob("neuron*")))

    def do(self, verb: str) -> None:
        """Carries out one verb of the control file; AssertionError if neuron-sim refuses it."""
        control = self.mount / "control"
        try:
            control.write_text(verb + "\n")
        except OSError as refused:
            raise AssertionError(f"{verb}: {control.read_text()}") from refused

    def stop(self) -> int:
        """The exit code: 3 if something forbidden was seen."""
        self.process.terminate()
        return self.process.wait(timeout=30)

    def close(self) -> None:
        """Stops it if nobody has, and leaves nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)
        # An agent keeps leases beside the directory of its socket.
        shutil.rmtree(f"{self.folder}.leases", ignore_errors=True)

    def report(self) -> Dict[str, Any]:
        """What was opened and asked; after stop()."""
        return json.loads(self.report_path.read_text())
