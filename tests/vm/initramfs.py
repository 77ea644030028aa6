"""The root file system of the machine: a folder, packed for the kernel."""

import shutil
import subprocess
from pathlib import Path

BUSYBOX = "/bin/busybox"


class Initramfs:
    """A folder that becomes an archive; needs no root, for the kernel brings /dev/console along."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.add(Path(BUSYBOX), "bin/busybox")
        for mount_point in ("proc", "sys", "dev", "run", "tmp"):
            (folder / mount_point).mkdir()

    def add(self, file: Path, path: str) -> None:
        """Puts a copy of a file at a path from the root; anyone may run it."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        target.chmod(0o755)

    def write(self, path: str, text: str) -> None:
        """Puts a text at a path from the root."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def pack(self, archive: Path) -> None:
        """Makes the archive, all of it root's."""
        paths = sorted(path.relative_to(self._folder) for path in self._folder.rglob("*"))
        with archive.open("wb") as output:
            subprocess.run(
                ["cpio", "--create", "--format=newc", "--owner=0:0", "--quiet"],
                cwd=self._folder,
                input="\n".join(map(str, paths)).encode(),
                stdout=output,
                check=True,
            )
