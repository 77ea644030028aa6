"""deploy/neuron-agent.flags says what the daemon's own manual page says."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from release.released import TREE

AGENT = "tests/release/neuron-agent"
TEXT = (TREE / "deploy/neuron-agent.flags").read_text()
# The page shows a switch that is off by its name alone.
COMMENTED = [flag.removesuffix("=false") for flag in re.findall(r"^#(--.*)$", TEXT, re.MULTILINE)]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([AGENT, *arguments], capture_output=True, text=True, check=False)


class FlagFileTest(unittest.TestCase):
    def test_comments_out_the_defaults(self) -> None:
        page = run("--help").stdout.splitlines()
        self.assertGreater(len(COMMENTED), 10)
        self.assertEqual([flag for flag in COMMENTED if f"    {flag}" not in page], [])

    def test_sets_nothing(self) -> None:
        flags = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
        self.assertEqual(flags, [])

    def test_is_understood_with_each_flag_set(self) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".flags") as file:
            file.write(re.sub(r"^#--", "--", TEXT, flags=re.MULTILINE))
            file.flush()
            done = run(f"--flagfile={file.name}", "--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_flag_that_is_none_is_refused(self) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".flags") as file:
            file.write("--no_such_flag=1\n")
            file.flush()
            done = run(f"--flagfile={file.name}", "--version")
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"--flagfile={file.name}: unknown flag --no_such_flag", done.stderr)


if __name__ == "__main__":
    unittest.main()
