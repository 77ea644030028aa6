"""The kernel that is booted, as tools/setup --vm leaves it on this machine."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

# Where tools/setup --vm puts the kernel's image: it is not installed, because nothing here boots it.
IMAGES = Path("/var/cache/neuron-agent")
PROGRAMS = ("qemu-system-x86_64", "busybox", "cpio", "make", "gcc-12", "zstd")


@dataclass(frozen=True)
class Kernel:
    """An image and the headers for building modules for it, of one release."""

    image: Path
    headers: Path


def find_kernel(images: Path = IMAGES, sources: Path = Path("/usr/src")) -> Optional[Kernel]:
    """The newest kernel of which both parts are there; None if there is none."""
    kernels = [
        Kernel(image, sources / image.name.replace("vmlinuz", "linux-headers"))
        for image in images.glob("vmlinuz-*")
    ]
    complete = [kernel for kernel in kernels if (kernel.headers / "Makefile").exists()]
    return max(complete, key=lambda kernel: _numbers_in(kernel.image.name), default=None)


def missing_programs() -> list[str]:
    """Those of PROGRAMS that this machine does not have."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def build_module(kernel: Kernel, source: Path, folder: Path, settings: dict[str, str]) -> Path:
    """Compiles the module of `source` in `folder`; CalledProcessError if it does not compile.

    What is in the folder from before is used again where the settings do not change it. The
    compiler's output is printed.
    """
    folder.mkdir(exist_ok=True)
    for file in source.iterdir():
        if not (folder / file.name).exists():
            shutil.copy(file, folder / file.name)
    variables = [f"{name}={value}" for name, value in settings.items()]
    command = ["make", "-s", "-C", kernel.headers, f"M={folder}", *variables, "modules"]
    subprocess.run(command, check=True)
    return folder / "neuron.ko"


def _numbers_in(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]
