"""A root folder that holds nothing but the shipped programs."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SHIPPED = ("neuron-agent", "neuronctl")
# In a mount namespace of its own, so that the mount ends with the process.
LAUNCH = 'root=$1; shift; mount -t proc proc "$root/proc" && exec /usr/sbin/chroot "$root" "$@"'


class EmptyRoot:
    """Used with `with`; all is gone at the end. Needs root.

    There is no libc, no /etc, no shell; /proc is an empty folder but for a program that was
    started with start().
    """

    def __enter__(self) -> "EmptyRoot":
        # Short: the address of a socket has no more than 107 bytes.
        self.path = Path(tempfile.mkdtemp(dir="/tmp"))
        (self.path / "proc").mkdir()
        for program in SHIPPED:
            shutil.copy(Path("tests/release") / program, self.path / program)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Runs a program to its end, with no environment."""
        return subprocess.run(
            ["/usr/sbin/chroot", self.path, *command],
            env={},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *command: str) -> subprocess.Popen:
        """Starts a program that sees /proc; the pid is its own."""
        launch = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", self.path]
        return subprocess.Popen([*launch, *command])

    def run_until_good(self, *command: str) -> subprocess.CompletedProcess:
        """Runs a program again until it exits with 0, for ten seconds; the last run."""
        deadline = time.monotonic() + 10
        while True:
            ended = self.run(*command)
            if ended.returncode == 0 or time.monotonic() > deadline:
                return ended
            time.sleep(0.02)
