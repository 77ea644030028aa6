"""The shipped programs run where there is nothing but themselves."""

import os
import subprocess
import unittest

from release.empty_root import EmptyRoot

HOST = ("--sysfs_root=/host/sys", "--dev_root=/host/dev", "--proc_devices=/host/proc/devices")
SOCKET = "--socket=/run/agent.sock"


def may_mount() -> bool:
    """Whether this process may have mounts of its own: not in a root that is no mount itself."""
    tried = subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL, check=False)
    return os.geteuid() == 0 and tried.returncode == 0


@unittest.skipUnless(may_mount(), "SKIPPED: needs root, and a root that is a mount")
class ChrootTest(unittest.TestCase):
    """In an empty root."""

    def setUp(self) -> None:
        self.root = self.enterContext(EmptyRoot())

    def output_of(self, *command: str) -> str:
        """What a program prints that ends well and complains of nothing."""
        ended = self.root.run(*command)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), command)
        return ended.stdout

    def test_programs_say_their_version(self) -> None:
        self.assertRegex(self.output_of("/neuron-agent", "--version"), r"^neuron-agent \d+\.\d+")
        self.assertRegex(self.output_of("/neuronctl", "version"), r"^neuronctl \d+\.\d+")

    def test_programs_show_their_manual_pages(self) -> None:
        for program in ("neuron-agent", "neuronctl"):
            self.assertTrue(self.output_of(f"/{program}", "--help").startswith("NAME"), program)

    def test_the_daemon_serves_the_chips_of_a_host(self) -> None:
        (self.root.path / "host").mkdir()
        plain_tree = ["tests/bench/plain-tree", "trn1.32xlarge", self.root.path / "host"]
        subprocess.run(plain_tree, check=True)
        daemon = self.root.start(
            "/neuron-agent", *HOST, SOCKET, "--answer_book=/run/chips", "--nopublish"
        )
        try:
            listed = self.root.run_until_good("/neuronctl", "ls", "--format=csv", SOCKET)
        finally:
            daemon.terminate()
            status = daemon.wait(10)
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        self.assertEqual(len(listed.stdout.splitlines()), 1 + 16, listed.stdout)
        self.assertIn("trainium1", listed.stdout)
        self.assertEqual(status, 0)


if __name__ == "__main__":
    unittest.main()
