"""The Docker engine that tests start, and that it leaves nothing behind."""

import os
import subprocess
import unittest
from pathlib import Path

from e2e.deadline import await_true
from e2e.docker_engine import CGROUPS, DockerEngine, ecs_options

TASK = "arn:aws:ecs:us-west-2:123456789012:task/demo/0123456789abcdef0123456789abcdef"


class DockerEngineTest(unittest.TestCase):
    def setUp(self) -> None:
        self.engine = DockerEngine()
        self.closed = False
        self.addCleanup(self.close)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.engine.close()

    def test_a_container_has_its_device_and_the_cgroup_of_its_task(self) -> None:
        container = self.engine.run(*ecs_options(TASK, "train", 7, "main"),
                                    "--device=/dev/null:/dev/neuron0")
        pid = self.engine.pid(container)
        node = os.stat(f"/proc/{pid}/root/dev/neuron0")
        self.assertEqual(node.st_rdev, os.stat("/dev/null").st_rdev)
        self.assertIn(f"/ecs/{TASK[-32:]}/{container}\n", Path(f"/proc/{pid}/cgroup").read_text())

    def test_a_process_can_be_added_and_all_be_killed(self) -> None:
        container = self.engine.run("--device=/dev/null:/dev/neuron0")
        with self.engine.execute(container, "/bin/sh", "-c", "exec 3<>/dev/neuron0; echo open; "
                                 "exec sleep 1000", stdout=subprocess.PIPE) as added:
            assert added.stdout
            self.assertEqual(added.stdout.readline(), b"open\n")
            self.engine.kill(container)
            self.assertNotEqual(added.wait(timeout=30), 0)
        await_true(lambda: self.engine.pid(container) == 0, "the container has no process")

    def test_what_was_created_outlives_the_engine(self) -> None:
        container = self.engine.create()
        self.engine.stop()
        self.engine.start()
        self.engine.start_container(container)
        self.assertGreater(self.engine.pid(container), 0)

    def test_closing_leaves_nothing_behind(self) -> None:
        container = self.engine.run(*ecs_options(TASK, "train", 7, "main"))
        pid = self.engine.pid(container)
        self.close()
        self.assertFalse(Path(f"/proc/{pid}").exists())
        self.assertFalse(self.engine.folder.exists())
        self.assertNotIn(str(self.engine.folder), Path("/proc/mounts").read_text())
        self.assertEqual(list(CGROUPS.glob(f"**/{TASK[-32:]}")), [])


if __name__ == "__main__":
    unittest.main()
