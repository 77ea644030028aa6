"""fake-aws as a program: its flags, its ready line, its end."""

import json
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from fake_aws.program import LAUNCHER, READY_SECONDS, Program


class ProgramTest(unittest.TestCase):
    def start(self, *arguments: str) -> Program:
        program = Program(list(arguments))
        self.addCleanup(program.process.stdout.close)
        self.addCleanup(program.process.wait)
        self.addCleanup(program.process.kill)
        return program

    def refused(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([str(LAUNCHER), *arguments], capture_output=True, text=True,
                              timeout=READY_SECONDS, check=False)

    def test_the_ready_line_tells_all_and_sigterm_ends_it_well(self) -> None:
        program = self.start("--cluster=trainers", "--region=eu-west-1")
        told = program.description
        self.assertEqual((told["cluster"], told["region"]), ("trainers", "eu-west-1"))
        self.assertRegex(told["container_instance_arn"], "^arn:aws:ecs:eu-west-1:123456789012:"
                         "container-instance/trainers/[0-9a-f]{32}$")
        self.assertTrue(told["access_key_id"].startswith("AKIA"))
        metadata = json.load(urllib.request.urlopen(told["introspection_url"] + "/v1/metadata"))
        self.assertEqual(metadata["ContainerInstanceArn"], told["container_instance_arn"])
        self.assertEqual(program.stop(), 0)

    def test_a_taken_port_is_named_in_one_line(self) -> None:
        port = self.start().description["ecs_url"].rpartition(":")[2]
        done = self.refused(f"--ecs_port={port}")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn(f"127.0.0.1:{port}", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_a_wrong_flag_is_named_in_one_line(self) -> None:
        for flag in ("--ecs_port=65536", "--imds_port=x", "--cluster=a b", "--region=mars",
                     "--instance_type=big", "--colour=red"):
            done = self.refused(flag)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(flag.partition("=")[0], done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)

    def test_an_unwritable_log_is_named_in_one_line(self) -> None:
        done = self.refused("--log=/nonexistent/log")
        self.assertEqual(done.returncode, 1)
        self.assertIn("/nonexistent/log", done.stderr)

    def test_the_log_has_a_line_for_each_call(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            program = self.start(f"--log={log}")
            with self.assertRaises(urllib.error.HTTPError):
                urllib.request.urlopen(program.description["ecs_url"], data=b"{}")
            kinds = [json.loads(line)["kind"] for line in log.read_text().splitlines()]
            self.assertEqual(kinds, ["violation", "request"])


if __name__ == "__main__":
    unittest.main()
