"""A virtual machine that runs once, from power on to power off."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# Software emulation, always: it behaves alike wherever the test runs.
QEMU = (
    "qemu-system-x86_64 -accel tcg,thread=multi -machine q35 -cpu max -smp 2 -m 1G "
    "-nodefaults -display none -no-reboot"
).split()
# A warning or an oops is a panic, and a panic ends the run; of the rest of the kernel's log nothing
# comes between what the guest's programs write.
COMMAND_LINE = (
    "console=ttyS0 quiet loglevel=1 oops=panic panic_on_warn=1 panic=-1 mitigations=off"
)


@dataclass(frozen=True)
class Run:
    """What is left of a run."""

    # What the guest showed on its console.
    console: str
    # What it wrote to its second serial port.
    results: str
    seconds: float
    # Whether it was cut off.
    timed_out: bool


def run_machine(
    image: Path, initramfs: Path, product: str, folder: Path, timeout_seconds: float
) -> Run:
    """Boots and waits for power off; kills the machine after the timeout.

    `product` is the instance type that the machine's DMI shows. `folder` takes what it writes.
    CalledProcessError if QEMU itself fails.
    """
    console, results = folder / "console", folder / "results"
    command = [
        *QEMU,
        *("-kernel", image, "-initrd", initramfs, "-append", COMMAND_LINE),
        *("-serial", f"file:{console}", "-serial", f"file:{results}"),
        *("-smbios", f"type=1,manufacturer=Amazon EC2,product={product}"),
    ]
    start = time.monotonic()
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=timeout_seconds, check=True)
        timed_out = False
    except subprocess.TimeoutExpired:
        timed_out = True
    return Run(
        console=console.read_text(errors="replace").replace("\r", ""),
        results=results.read_text(errors="replace").replace("\r", ""),
        seconds=time.monotonic() - start,
        timed_out=timed_out,
    )
