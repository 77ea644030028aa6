"""tools/release packs what it is given, the same each time. The programs are stand-ins."""

import hashlib
import re
import tarfile
import tempfile
import unittest
from pathlib import Path

from release.released import TREE, release

NAME = "neuron-ecs-agent-1.2.3-x86_64"
# Of third_party/README.md, what is in no shipped program.
TESTS_ONLY = {"libfuse3-dev", "libgmock-dev", "libgtest-dev"}
# What somebody needs to install, to run, and to write a client.
EXPECTED = (
    "INSTALL", "LICENSE", "CHANGELOG.md", "THIRD_PARTY_NOTICES", "bin/neuron-agent",
    "bin/neuronctl", "deploy/Dockerfile", "deploy/ecs-daemon-service.json",
    "deploy/iam-policy.json", "deploy/neuron-agent.flags", "deploy/neuron-agent.service",
    "docs/install.md", "proto/neuron_agent.proto",
)


def make_programs(folder: Path, daemon: str, command_line: str) -> None:
    """Two that say their versions."""
    for name, version in (("neuron-agent", daemon), ("neuronctl", command_line)):
        (folder / name).write_text(f"#!/bin/sh\necho {name} {version}\n")
        (folder / name).chmod(0o755)


class TarballTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        make_programs(self.folder, "1.2.3", "1.2.3")

    def tarball(self, name: str) -> Path:
        made = release(self.folder, self.folder / name)
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        return Path(made.stdout.splitlines()[-1])

    def test_has_the_same_bytes_each_time(self) -> None:
        first, second = self.tarball("first"), self.tarball("second")
        self.assertEqual(first.name, f"{NAME}.tar.gz")
        self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_has_its_checksum_beside_it(self) -> None:
        tarball = self.tarball("out")
        digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
        sums = (tarball.parent / "SHA256SUMS").read_text()
        self.assertEqual(sums, f"{digest}  {tarball.name}\n")

    def test_holds_what_is_needed_of_nobody_and_of_one_time(self) -> None:
        with tarfile.open(self.tarball("out")) as tarball:
            members = tarball.getmembers()
        names = [member.name for member in members]
        self.assertEqual(names, sorted(names))
        self.assertLessEqual({f"{NAME}/{name}" for name in EXPECTED}, set(names))
        self.assertEqual({(member.uid, member.gid) for member in members}, {(0, 0)})
        self.assertEqual({member.mtime for member in members}, {1795000000})
        modes = {m.name: m.mode for m in members}
        self.assertEqual(modes[f"{NAME}/bin/neuron-agent"], 0o755)
        self.assertEqual(modes[f"{NAME}/deploy/neuron-agent.service"], 0o644)

    def test_has_the_license_of_each_library(self) -> None:
        with tarfile.open(self.tarball("out")) as tarball:
            notices = tarball.extractfile(f"{NAME}/THIRD_PARTY_NOTICES").read().decode()
        table = (TREE / "third_party/README.md").read_text()
        packages = set(re.findall(r"`(lib[^`]+-dev)`", table)) - TESTS_ONLY
        self.assertGreater(len(packages), 8)
        for package in packages:
            self.assertIn(f"\n==== {package}\n", notices)

    def test_refuses_programs_of_two_versions(self) -> None:
        make_programs(self.folder, "1.2.3", "1.2.4")
        refused = release(self.folder, self.folder / "out")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("neuron-agent 1.2.3 and neuronctl 1.2.4; build both", refused.stderr)
        self.assertFalse((self.folder / "out").exists())


if __name__ == "__main__":
    unittest.main()
