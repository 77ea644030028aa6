"""A recorded host whose chips have device nodes that can really be opened."""

import contextlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from bench.plain_host import plain_host

# Virtual terminals: on every host, as many as there are chips, and to open one does nothing.
MAJOR = 4


@dataclass(frozen=True)
class ChipNodes:
    """Directories as the agent's flags name them."""

    tree: Path
    dev: Path

    def flags(self) -> list[str]:
        """For neuron-agent, so that it looks here."""
        return [
            f"--sysfs_root={self.tree}/sys",
            f"--dev_root={self.dev}",
            f"--proc_devices={self.tree}/proc/devices",
        ]

    def node(self, chip: int) -> Path:
        """The node of a chip."""
        return self.dev / f"neuron{chip}"


@contextlib.contextmanager
def device_folder(nodes: int) -> Iterator[Path]:
    """A folder with the nodes neuron0, neuron1...; in /dev, where devices may be. Needs root."""
    folder = Path(tempfile.mkdtemp(prefix="neuron-bench-", dir="/dev"))
    try:
        for minor in range(nodes):
            os.mknod(folder / f"neuron{minor}", stat.S_IFCHR | 0o600, os.makedev(MAJOR, minor))
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def chip_nodes(programs: Path, instance_type: str) -> Iterator[ChipNodes]:
    """The tree, whose driver has another major, and the nodes."""
    with plain_host(programs, instance_type) as tree:
        chips = list((tree / "sys/class/neuron_device").glob("neuron[0-9]*"))
        for chip in chips:
            minor = chip.name[len("neuron") :]
            number = chip / "dev"
            number.chmod(0o600)
            number.write_text(f"{MAJOR}:{minor}\n", encoding="ascii")
        devices = tree / "proc/devices"
        devices.chmod(0o600)
        devices.write_text(f"Character devices:\n{MAJOR:3} neuron\n", encoding="ascii")
        with device_folder(len(chips)) as dev:
            yield ChipNodes(tree, dev)
