"""The release, installed by its INSTALL on a host like the AMI's, serves and tells ECS.

ServiceTest plays systemd: it runs what the unit says, with the capabilities that it leaves.
"""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path
from typing import Any

from e2e.deadline import await_true
from fake_aws.program import Program
from release.al2023_root import BUSYBOX
from release.chroot_test import may_mount
from release.installed_host import InstalledHost, make_tarball
from release.released import TREE
from release.unit_file import UnitFile

INSTANCE = "trn1.32xlarge"
ALL_FREE = {"neuron.free-chips": "16", "neuron.chip-count": "16", "neuron.health": "ok"}
WITHDRAWN = {"neuron.free-set": "_none_", "neuron.free-chips": "00", "neuron.health": "unknown"}
NEURONCTL = "usr/local/bin/neuronctl"
AGENT = "usr/local/bin/neuron-agent"

needs_a_root = unittest.skipUnless(
    may_mount() and BUSYBOX.exists(),
    "SKIPPED: needs root, a root that is a mount, and busybox-static",
)
made: dict[str, Path] = {}


def setUpModule() -> None:
    """Makes the release, once."""
    if may_mount():
        folder = unittest.enterModuleContext(tempfile.TemporaryDirectory())
        made["tarball"] = make_tarball(Path(folder))


class UnitTest(unittest.TestCase):
    @unittest.skipUnless(shutil.which("systemd-analyze"), "SKIPPED: no systemd-analyze")
    def test_systemd_understands_it(self) -> None:
        done = subprocess.run(["systemd-analyze", "verify", TREE / "deploy/neuron-agent.service"],
                              capture_output=True, text=True, timeout=60, check=False)
        # The programs are not installed here.
        complaints = [line for line in done.stderr.splitlines()
                      if "/usr/local/bin/neuron-agent is not executable" not in line]
        self.assertEqual(complaints, [])


@needs_a_root
class InstallTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = self.enterContext(InstalledHost())

    def test_installs_and_later_upgrades_all_but_the_flags(self) -> None:
        done = self.host.install(made["tarball"])
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        asked = ["daemon-reload", "enable --now neuron-agent"]
        self.assertEqual(self.host.told_systemctl(), asked)
        self.assertIn("ECS_CLUSTER=demo\n", (self.host.path / "etc/ecs/ecs.config").read_text())
        for program in (AGENT, NEURONCTL):
            self.assertTrue(os.access(self.host.path / program, os.X_OK))

        (self.host.path / InstalledHost.FLAGS).write_text("--on_stop=keep\n")
        (self.host.path / AGENT).write_text("an older one")
        self.assertEqual(self.host.install(made["tarball"]).returncode, 0)
        flags = (self.host.path / InstalledHost.FLAGS).read_text()
        self.assertEqual(flags, "--on_stop=keep\n")
        self.assertGreater((self.host.path / AGENT).stat().st_size, 1_000_000)

    def test_refuses_another_tarball_and_the_host_still_joins_its_cluster(self) -> None:
        self.assertNotEqual(self.host.install(made["tarball"], digest="0" * 64).returncode, 0)
        self.assertFalse((self.host.path / InstalledHost.UNIT).exists())
        self.assertIn("ECS_CLUSTER=demo\n", (self.host.path / "etc/ecs/ecs.config").read_text())


@needs_a_root
class ServiceTest(unittest.TestCase):
    host: InstalledHost
    ecs: Program

    @classmethod
    def setUpClass(cls) -> None:
        cls.host = cls.enterClassContext(InstalledHost())
        cls.ecs = Program(["--cluster=demo", f"--instance_type={INSTANCE}"])
        cls.addClassCleanup(cls.ecs.stop)
        installed = cls.host.install(made["tarball"])
        if installed.returncode != 0:
            raise AssertionError(installed.stderr)
        cls.unit = UnitFile(cls.host.path / InstalledHost.UNIT)
        cls.describe_host()

    @classmethod
    def describe_host(cls) -> None:
        """The chips are files, and ECS is on our ports; all else is as installed."""
        (cls.host.path / "host").mkdir()
        subprocess.run(["tests/bench/plain-tree", INSTANCE, cls.host.path / "host"], check=True)
        told = cls.ecs.description
        with (cls.host.path / InstalledHost.FLAGS).open("a") as flags:
            flags.write("--sysfs_root=/host/sys\n--dev_root=/host/dev\n"
                        "--proc_devices=/host/proc/devices\n"
                        f"--introspection_url={told['introspection_url']}\n"
                        f"--imds_url={told['imds_url']}\n--ecs_endpoint={told['ecs_url']}\n")

    def start(self, capabilities: list[str]) -> "subprocess.Popen[bytes]":
        """Starts the service, and waits until it answers."""
        folder = self.host.path / "run" / self.unit.value("RuntimeDirectory")
        folder.mkdir(exist_ok=True)
        daemon = self.host.start(capabilities, *self.unit.command("ExecStart"))
        self.addCleanup(daemon.wait, 30)
        self.addCleanup(daemon.kill)
        await_true(lambda: self.listed().returncode == 0, "neuronctl ls")
        return daemon

    def start_as_the_unit_says(self) -> "subprocess.Popen[bytes]":
        """The same; also waits until ECS knows that all chips are free."""
        daemon = self.start(self.unit.words("CapabilityBoundingSet"))
        self.await_ecs(ALL_FREE)
        return daemon

    def listed(self) -> "subprocess.CompletedProcess[str]":
        return self.host.run(f"/{NEURONCTL}", "ls", "--format=json")

    def stopped(self, result: str, status: str) -> "subprocess.CompletedProcess[str]":
        """What systemd runs once the daemon has ended so."""
        return self.host.run(*self.unit.command("ExecStopPost"),
                             environment={"SERVICE_RESULT": result, "EXIT_STATUS": status})

    def asked_of_ecs(self, what: str) -> Any:
        with urllib.request.urlopen(f"{self.ecs.description['ecs_url']}/_fake/{what}") as answer:
            return json.load(answer)

    def await_ecs(self, wanted: dict[str, str]) -> None:
        await_true(lambda: self.asked_of_ecs("attributes").items() >= wanted.items(),
                   f"ECS holds {wanted}")

    def test_tells_ecs_and_takes_it_back(self) -> None:
        daemon = self.start_as_the_unit_says()
        listed = self.listed()
        self.assertEqual(len(json.loads(listed.stdout)["chips"]), 16)
        # It lacks no capability that it has a use for; compare the next test.
        self.assertNotIn("CAP_", listed.stdout)
        daemon.terminate()
        self.assertEqual(daemon.wait(30), 0)
        self.await_ecs(WITHDRAWN)
        self.assertEqual(self.asked_of_ecs("violations"), [])

    def test_says_which_capabilities_it_lacks(self) -> None:
        self.start([])
        for name in ("CAP_BPF", "CAP_SYS_PTRACE"):
            await_true(lambda: name in self.listed().stdout, f"neuronctl ls names {name}")

    def test_says_nothing_more_after_an_end_in_order(self) -> None:
        before = self.asked_of_ecs("requests")
        for result, status in (("success", "0"), ("exit-code", "3")):
            done = self.stopped(result, status)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.asked_of_ecs("requests"), before)

    def test_takes_it_back_after_a_kill(self) -> None:
        daemon = self.start_as_the_unit_says()
        daemon.kill()
        daemon.wait(30)
        self.assertEqual(self.asked_of_ecs("attributes")["neuron.free-chips"], "16")
        done = self.stopped("signal", "KILL")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.await_ecs(WITHDRAWN)


if __name__ == "__main__":
    unittest.main()
