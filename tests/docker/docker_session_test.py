"""What the agent's own parts know of a real Docker engine."""

import os
import stat
import subprocess
import time
import unittest

from e2e.deadline import await_true
from e2e.docker_engine import DockerEngine, ecs_options

SESSION = "tests/docker/docker_session"
TASK = "arn:aws:ecs:us-west-2:123456789012:task/demo/0123456789abcdef0123456789abcdef"


class Session:
    """docker_session, until stop()."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen([SESSION, *arguments], text=True, bufsize=1,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.await_word("ok")

    def word(self) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write("?\n")
        return self._process.stdout.readline().rstrip("\n")

    def await_word(self, part: str) -> None:
        await_true(lambda: part in self.word(), f"docker_session says {part!r}")

    def await_silence(self, part: str) -> None:
        await_true(lambda: part not in self.word(), f"docker_session no longer says {part!r}")

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate()


class DockerSessionTest(unittest.TestCase):
    """Each test has an engine of its own, and a node that stands for chip 3."""

    def setUp(self) -> None:
        self.engine = DockerEngine()
        self.addCleanup(self.engine.close)
        self.node = self.engine.folder / "neuron3"
        os.mknod(self.node, 0o666 | stat.S_IFCHR, os.stat("/dev/null").st_rdev)
        self.session = Session(str(self.engine.socket), f"3={self.node}")
        self.addCleanup(self.session.stop)

    def test_a_created_container_is_known_with_its_chips_in_time(self) -> None:
        container = self.engine.create(*ecs_options(TASK, "train", 7, "main"),
                                       f"--device={self.node}:/dev/neuron0")
        begin = time.monotonic()
        self.session.await_word(f"{container} has 3 {TASK}")
        self.assertLess(time.monotonic() - begin, 2.0)
        self.assertIn(f"{container} created main", self.session.word())

    def test_a_container_is_followed_to_its_end(self) -> None:
        container = self.engine.create(f"--device={self.node}:/dev/neuron0", "--name=plain")
        self.session.await_word(f"{container} has 3")
        self.engine.start_container(container)
        self.session.await_word(f"{container} running plain")
        self.assertNotIn(" has ", self.session.word())
        self.engine.kill(container)
        self.session.await_silence(container)

    def test_one_that_cannot_be_started_waits_no_longer(self) -> None:
        container = self.engine.create(f"--device={self.node}:/dev/neuron0",
                                       command=["/bin/missing"])
        self.session.await_word(f"{container} has 3")
        with self.assertRaises(subprocess.CalledProcessError):
            self.engine.start_container(container)
        self.session.await_silence(f"{container} has 3")

    def test_a_removed_one_is_forgotten(self) -> None:
        container = self.engine.create(f"--device={self.node}:/dev/neuron0")
        self.session.await_word(f"{container} has 3")
        self.engine.rm(container)
        self.session.await_silence(container)

    def test_the_privileged_are_told_from_others(self) -> None:
        container = self.engine.create("--privileged", "--name=all")
        self.session.await_word(f"{container} created all privileged")

    def test_the_last_word_stands_while_the_engine_is_down(self) -> None:
        container = self.engine.create(f"--device={self.node}:/dev/neuron0")
        self.session.await_word(f"{container} has 3")
        self.engine.stop()
        self.session.await_word("systemctl status docker")
        self.assertIn(f"{container} has 3", self.session.word())
        self.engine.start()
        self.session.await_silence("systemctl")
        self.assertIn(f"{container} has 3", self.session.word())


if __name__ == "__main__":
    unittest.main()
