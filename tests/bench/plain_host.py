"""A recorded Neuron host as plain files, in memory where there is a place for that."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator, Optional


@contextlib.contextmanager
def plain_host(
    programs: Path, instance_type: str, driver: Optional[str] = None
) -> Iterator[Path]:
    """A directory with sys, dev and proc/devices, gone at the end.

    As the driver of this version shows it; of None, the recorded one.
    """
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    directory = Path(tempfile.mkdtemp(prefix="neuron-bench-", dir=memory))
    try:
        version = [driver] if driver else []
        program = programs / "tests/bench/plain-tree"
        subprocess.run([program, instance_type, *version, directory], check=True)
        yield directory
    finally:
        shutil.rmtree(directory)
