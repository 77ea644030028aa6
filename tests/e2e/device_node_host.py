"""For tests: a host whose chips are plain files in sysfs and character devices that can be opened."""

import fcntl
import os
import shutil
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

PLAIN_TREE = "tests/bench/plain-tree"

# A screen's contents, which any number of processes may open at once, and no one does by chance.
# Its minors are those of the screens, as a chip's minor is its index.
MAJOR = 7
# To open a screen itself is to make it.
SCREEN_MAJOR = 4

# A device is the same for all tests on this machine, so one has them at a time: who has locked this
# directory.
LOCK = "/run"


class DeviceNodeHost:
    """A recorded host of this type, until close(), that stands still; only its nodes are real.

    Waits until no other one is open on this machine. Raises SkipTest, whose reason begins with
    SKIPPED, where such devices cannot be opened.
    """

    def __init__(self, instance: str) -> None:
        self._lock = os.open(LOCK, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.folder = Path(tempfile.mkdtemp(prefix="neuron-nodes.", dir="/run"))
        # Thousands of small files; no place for devices.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._tree = Path(tempfile.mkdtemp(prefix="neuron-nodes.", dir=memory))
        subprocess.run([PLAIN_TREE, instance, self._tree], check=True)
        (self._tree / "proc" / "devices").write_text(f"Character devices:\n{MAJOR:3} neuron\n")
        self._nodes = self.folder / "dev"
        self._nodes.mkdir()
        try:
            for chip in range(len(os.listdir(self._tree / "dev"))):
                self._make_chip(chip)
        except OSError as error:
            self.close()
            raise unittest.SkipTest(f"SKIPPED: no devices to stand for chips: {error}") from error

    def root_flags(self) -> List[str]:
        """The flags by which the agent and neuronctl look at this host."""
        return [f"--sysfs_root={self._tree}/sys", f"--dev_root={self._nodes}",
                f"--proc_devices={self._tree}/proc/devices", f"--kmsg={self._tree}/kmsg",
                f"--answer_book={self.folder}/chips"]

    def node(self, chip: int) -> Path:
        return self._nodes / f"neuron{chip}"

    def devices(self, *chips: int) -> List[str]:
        """The options of docker create that give a container these chips by their own names."""
        return [f"--device={self.node(chip)}:/dev/neuron{chip}" for chip in chips]

    def close(self) -> None:
        shutil.rmtree(self.folder)
        # An agent keeps leases beside the directory of its socket.
        shutil.rmtree(f"{self.folder}.leases", ignore_errors=True)
        shutil.rmtree(self._tree)
        os.close(self._lock)

    def _make_chip(self, chip: int) -> None:
        number = self._tree / "sys" / "class" / "neuron_device" / f"neuron{chip}" / "dev"
        number.write_text(f"{MAJOR}:{chip}\n")
        self._make_screen(chip)
        _make_node(self.node(chip), MAJOR, chip)
        os.close(os.open(self.node(chip), os.O_RDWR | os.O_CLOEXEC))

    def _make_screen(self, number: int) -> None:
        screen = self.folder / "screen"
        _make_node(screen, SCREEN_MAJOR, number)
        os.close(os.open(screen, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC))
        screen.unlink()


def _make_node(path: Path, major: int, minor: int) -> None:
    os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(major, minor))
