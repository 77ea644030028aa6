"""For tests: processes that hold chips of a DeviceNodeHost."""

import os
import subprocess
from pathlib import Path
from typing import Sequence

# What comes after "exec" keeps what was opened.
HOLD = 'exec 3<>"$0"; echo open; exec sleep 1000000'

# Its first thread ends, and another keeps what it has opened.
LOSE_FIRST_THREAD = """
import ctypes, os, sys, threading
os.open(sys.argv[1], os.O_RDWR)
print("open", flush=True)
libc = ctypes.CDLL(None)
threading.Thread(target=libc.sleep, args=(1000000,)).start()
libc.syscall(60, 0)
"""


class DeviceUser:
    """A process with a chip's node open for full access, until end()."""

    def __init__(self, node: Path, command: Sequence[str] = ("/bin/sh", "-c", HOLD)) -> None:
        self.process = subprocess.Popen([*command, str(node)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "open\n"

    def pid(self) -> int:
        return self.process.pid

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> None:
        """As kill -9. Does nothing if it has ended."""
        self.process.kill()
        self.process.communicate(timeout=60)


def half_dead(node: Path) -> DeviceUser:
    """One that is a zombie as ps has it, and holds the chip all the same."""
    return DeviceUser(node, ("/usr/bin/python3", "-c", LOSE_FIRST_THREAD))


def with_pid(pid: int, node: Path, tries: int = 100) -> DeviceUser:
    """One that gets the number of a process that has ended; AssertionError if others do."""
    for _ in range(tries):
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(pid - 1))
        user = DeviceUser(node)
        if user.pid() == pid:
            return user
        user.end()
    raise AssertionError(f"pid {pid} went to others {tries} times; or is it in use: "
                         f"{os.path.exists(f'/proc/{pid}')}")
