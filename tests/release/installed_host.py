"""For tests: a host like the AMI's, on which INSTALL is run."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from release.al2023_root import Al2023Root
from release.released import release


def make_tarball(folder: Path) -> Path:
    """Of the programs in Bazel's runfiles. AssertionError, with why, if it cannot be made."""
    made = release(Path("tests/release"), folder)
    if made.returncode != 0:
        raise AssertionError(made.stderr)
    return Path(made.stdout.splitlines()[-1])


class InstalledHost(Al2023Root):
    """One on which install() can be run, more than once."""

    UNIT = "etc/systemd/system/neuron-agent.service"
    FLAGS = "etc/neuron-agent/agent.flags"

    def install(
        self, tarball: Path, digest: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Runs INSTALL with its three values filled in; by default the true digest."""
        shutil.copy(tarball, self.path / "tmp/release.tar.gz")
        values = {
            "CLUSTER": "demo",
            "URL": "file:///tmp/release.tar.gz",
            "SHA256": digest or hashlib.sha256(tarball.read_bytes()).hexdigest(),
        }
        (self.path / "tmp/user-data").write_text(_filled_in(_user_data(tarball), values))
        return self.run("sh", "/tmp/user-data")


def _user_data(tarball: Path) -> str:
    name = tarball.name.removesuffix(".tar.gz")
    return subprocess.run(
        ["tar", "-xzOf", tarball, f"{name}/INSTALL"], capture_output=True, text=True, check=True
    ).stdout


def _filled_in(text: str, values: dict[str, str]) -> str:
    lines = []
    for line in text.splitlines():
        name = line.partition("=")[0]
        lines.append(f"{name}={values[name]}" if name in values else line)
    return "\n".join(lines) + "\n"
