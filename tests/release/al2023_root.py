"""A root folder laid out like that of the ECS-optimized Amazon Linux 2023 AMI."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Mapping, Sequence

BUSYBOX = Path("/bin/busybox")
FOLDERS = (
    "dev", "etc/ecs", "etc/pki/tls/certs", "etc/systemd/system", "opt", "proc", "run", "sys", "tmp",
    "usr/bin", "usr/lib/systemd/system", "usr/lib64", "usr/local/bin", "usr/sbin", "var/lib/ecs",
)
LINKS = {
    "bin": "usr/bin", "sbin": "usr/sbin", "lib": "usr/lib", "lib64": "usr/lib64",
    "etc/os-release": "../usr/lib/os-release", "var/run": "../run",
}
OS_RELEASE = 'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\n'
# Those that INSTALL and the unit call, out of one static program: no libc is there.
TOOLS = ("cat", "cp", "mkdir", "sh", "sha256sum", "tar", "test")

# Takes the only downloads that there are: curl FLAGS --output FILE file:///PATH.
CURL = """#!/bin/sh
while [ $# -gt 1 ]; do
  [ "$1" != --output ] || output=$2
  shift
done
cat "${1#file://}" >"$output"
"""
# Records what it is told, and refuses to enable a unit that is not there.
SYSTEMCTL = """#!/bin/sh
echo "$*" >>/var/systemctl.log
[ "$1" != enable ] || [ -f "/etc/systemd/system/$3.service" ]
"""

# In a mount namespace of its own, so that the mounts end with the process.
LAUNCH = """root=$1; bounds=$2; shift 2
mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" &&
  mount --rbind /sys "$root/sys" && mount -o remount,bind,ro "$root/sys" &&
  exec setpriv --bounding-set="$bounds" /usr/sbin/chroot "$root" "$@"
"""


class Al2023Root:
    """Used with `with`; all is gone at the end. Needs root, and Debian's busybox-static.

    systemd and curl are stand-ins: the first records, the second copies files.
    """

    def __enter__(self) -> "Al2023Root":
        # Short: the address of a socket has no more than 107 bytes.
        self.path = Path(tempfile.mkdtemp(dir="/tmp"))
        for folder in FOLDERS:
            (self.path / folder).mkdir(parents=True)
        for link, target in LINKS.items():
            (self.path / link).symlink_to(target)
        (self.path / "usr/lib/os-release").write_text(OS_RELEASE)
        shutil.copy(BUSYBOX, self.path / "usr/bin/busybox")
        for tool in TOOLS:
            (self.path / "usr/bin" / tool).symlink_to("busybox")
        self._add_program("curl", CURL)
        self._add_program("systemctl", SYSTEMCTL)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)

    def run(
        self, *command: str, environment: Mapping[str, str] = {}
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a program to its end, with no more than this in its environment."""
        return subprocess.run(
            ["/usr/sbin/chroot", self.path, *command],
            env={"PATH": "/usr/bin", **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, capabilities: Sequence[str], *command: str) -> "subprocess.Popen[bytes]":
        """Starts a program that sees /proc, /dev and, read-only, /sys.

        As root with these capabilities only, and that to change its root, which is done last.
        """
        kept = [name.lower().replace("cap_", "+") for name in [*capabilities, "CAP_SYS_CHROOT"]]
        launch = ["unshare", "--mount", "sh", "-c", LAUNCH, "sh", self.path]
        bounds = ",".join(["-all", *kept])
        path = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        return subprocess.Popen([*launch, bounds, *command], env=path)

    def told_systemctl(self) -> list[str]:
        """The arguments of each call, in order."""
        return (self.path / "var/systemctl.log").read_text().splitlines()

    def _add_program(self, name: str, script: str) -> None:
        program = self.path / "usr/bin" / name
        program.write_text(script)
        program.chmod(0o755)
