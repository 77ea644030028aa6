"""neuron-agent as a child process on a plain tree, with everything else out of reach."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from typing import Callable, List, Optional

AGENT = os.environ["NEURON_AGENT"]
# Nobody listens on port 1 of the loopback interface: connections are refused at once.
NOBODY = "http://127.0.0.1:1"


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Polls until the condition holds; fails after that many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds}s: {what}")
        time.sleep(0.01)


class PlainHost:
    """The roots of a host as plain files, in a directory that is gone at the end."""

    def __init__(self) -> None:
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="neuron.", dir="/tmp"))
        for directory in ("sys/class", "dev", "run"):
            (self.root / directory).mkdir(parents=True)
        self.write("proc_devices", "Character devices:\n  1 mem\n")

    def __enter__(self) -> "PlainHost":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.root)

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def load_driver(self) -> None:
        self.write("sys/module/neuron/version", "2.24.7.0\n")
        self.write("proc_devices", "Character devices:\n245 neuron\n")

    def add_chip(self, index: int) -> None:
        chip = f"sys/class/neuron_device/neuron{index}"
        self.write(f"dev/neuron{index}", "")
        self.write(f"{chip}/info/architecture/device_name", "Trainium1\n")
        self.write(f"{chip}/core_count", "1\n")
        self.write(f"{chip}/connected_devices", "\n")
        self.write(f"{chip}/reset", "1\n")
        self.write(f"{chip}/neuron_core0/info/architecture/arch_type", "NCv2\n")

    @property
    def socket(self) -> pathlib.Path:
        return self.root / "run/agent.sock"

    def flags(self) -> List[str]:
        return [
            f"--sysfs_root={self.root}/sys",
            f"--dev_root={self.root}/dev",
            f"--proc_devices={self.root}/proc_devices",
            f"--kmsg={self.root}/kmsg",
            f"--socket={self.socket}",
            f"--answer_book={self.root}/run/chips",
            f"--introspection_url={NOBODY}",
            f"--imds_url={NOBODY}",
            f"--ecs_endpoint={NOBODY}",
            "--sample_period=100ms",
        ]


class Agent:
    """A running neuron-agent; killed at the end if it still runs."""

    def __init__(self, host: PlainHost, *flags: str, env: Optional[dict] = None) -> None:
        self._log = tempfile.NamedTemporaryFile(dir=host.root, prefix="log.")
        self._process = subprocess.Popen(
            [AGENT, *host.flags(), *flags], stderr=self._log, env=env or {}
        )

    def __enter__(self) -> "Agent":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()

    def log(self) -> str:
        return pathlib.Path(self._log.name).read_text()

    def wait_for_line(self, text: str) -> None:
        wait_for(lambda: text in self.log(), f"{text!r} in the log:\n{self.log()}")

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def wait(self, seconds: float = 20) -> int:
        return self._process.wait(timeout=seconds)


def run(*arguments: str, env: Optional[dict] = None) -> subprocess.CompletedProcess:
    """An agent that is expected to end by itself."""
    return subprocess.run(
        [AGENT, *arguments], capture_output=True, text=True, timeout=20, env=env or {}
    )


def connects(path: pathlib.Path) -> bool:
    """Whether somebody serves the socket."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
            return True
        except OSError:
            return False
