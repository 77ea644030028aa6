"""For tests: a Docker engine that nobody else uses, with one small image."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path
from typing import IO, Any, Dict, List, Optional, Sequence, Set

from e2e.deadline import await_true

# Debian's, whatever else is on the PATH.
DOCKERD = "/usr/sbin/dockerd"
DOCKER = "/usr/bin/docker"
BUSYBOX = "/usr/bin/busybox"

IMAGE = "busybox"
APPLETS = ("cat", "false", "kill", "ls", "sh", "sleep", "true")
IDLE = ("/bin/sleep", "1000000")
CGROUPS = Path("/sys/fs/cgroup")


def ecs_options(task_arn: str, family: str, revision: int, container_name: str) -> List[str]:
    """The options by which the ECS agent would create a container of a task.

    The cgroup is the one of cgroup v1, which the engine here makes under v2 too.
    """
    labels = {"task-arn": task_arn, "task-definition-family": family,
              "task-definition-version": str(revision), "container-name": container_name}
    return [f"--cgroup-parent=/ecs/{task_arn.rsplit('/', 1)[-1]}",
            *(f"--label=com.amazonaws.ecs.{name}={value}" for name, value in labels.items())]


class DockerEngine:
    """dockerd with everything of its own below `folder`, until close().

    Raises SkipTest, whose reason begins with SKIPPED, where no engine or no container can run.
    """

    def __init__(self) -> None:
        if reason := _what_is_missing():
            raise unittest.SkipTest(f"SKIPPED: {reason}; see tools/setup --docker")
        self.folder = Path(tempfile.mkdtemp(prefix="neuron-docker.", dir="/run"))
        self.socket = self.folder / "docker.sock"
        self._cgroup_parents: Set[str] = set()
        self._process: Optional["subprocess.Popen[bytes]"] = None
        try:
            self.start()
            self._import_image()
            self.rm(self.run(command=["/bin/true"]))
        except (AssertionError, subprocess.CalledProcessError) as failure:
            reason = f"SKIPPED: no Docker here: {_told(failure)}\n{self._log()}"
            self.close()
            raise unittest.SkipTest(reason) from failure

    def start(self) -> None:
        """After stop(): what was created is still there."""
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                [DOCKERD, f"--data-root={self.folder}/data", f"--exec-root={self.folder}/exec",
                 f"--pidfile={self.folder}/pid", f"--host=unix://{self.socket}",
                 "--exec-opt=native.cgroupdriver=cgroupfs", "--storage-driver=vfs",
                 "--iptables=false", "--ip6tables=false", "--bridge=none"],
                stdout=log, stderr=log)
        await_true(lambda: self._has_ended() or self._answers(), "dockerd answers")
        if self._has_ended():
            raise AssertionError("dockerd ends")

    def stop(self) -> None:
        """The engine alone: containers that run have to be killed first."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

    def close(self) -> None:
        """Leaves no container, process, mount, cgroup or file behind."""
        if self._answers():
            for container in self.docker("ps", "--all", "--quiet", "--no-trunc").split():
                self.rm(container)
        self.stop()
        self._remove_cgroups()
        shutil.rmtree(self.folder)

    def create(self, *options: str, command: Sequence[str] = IDLE) -> str:
        """The id of a new container that is not started. `options` are those of docker create."""
        self._cgroup_parents.update(option.split("=", 1)[1] for option in options
                                    if option.startswith("--cgroup-parent="))
        return self.docker("create", "--network=none", *options, IMAGE, *command)

    def start_container(self, container: str) -> None:
        self.docker("start", container)

    def run(self, *options: str, command: Sequence[str] = IDLE) -> str:
        """The id of a new container that is started."""
        container = self.create(*options, command=command)
        self.start_container(container)
        return container

    def execute(self, container: str, *command: str,
                stdout: Optional[IO[Any]] = None) -> "subprocess.Popen[bytes]":
        """A further process in a container; to end what is returned does not end it there."""
        return subprocess.Popen([DOCKER, "exec", container, *command], stdout=stdout,
                                env=self._environment())

    def pid(self, container: str) -> int:
        """Its first process, by its number here; 0 if it does not run."""
        return int(self.docker("inspect", "--format={{.State.Pid}}", container))

    def kill(self, container: str) -> None:
        """Ends its processes by SIGKILL; the container is still there."""
        self.docker("kill", container)

    def rm(self, container: str) -> None:
        """Kills and removes it."""
        self.docker("rm", "--force", "--volumes", container)

    def docker(self, *arguments: str) -> str:
        """The output of Docker's command line; CalledProcessError with what it complained of."""
        return subprocess.run([DOCKER, *arguments], env=self._environment(), timeout=60,
                              capture_output=True, text=True, check=True).stdout.strip()

    def _environment(self) -> Dict[str, str]:
        return {**os.environ, "DOCKER_HOST": f"unix://{self.socket}"}

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _answers(self) -> bool:
        return not self._has_ended() and subprocess.run(
            [DOCKER, "version"], env=self._environment(), timeout=60, capture_output=True,
            check=False).returncode == 0

    def _import_image(self) -> None:
        subprocess.run([DOCKER, "import", "-", IMAGE], env=self._environment(), timeout=60,
                       input=_image(), capture_output=True, check=True)

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-1000:]

    def _remove_cgroups(self) -> None:
        """The engine leaves the parents of its containers behind. Those in use are not empty."""
        for parent in sorted(self._cgroup_parents | {"/docker", "/ecs"}, reverse=True):
            for folder in (CGROUPS, *CGROUPS.glob("*/")):
                try:
                    os.rmdir(f"{folder}{parent}")
                except OSError:
                    pass


def _what_is_missing() -> str:
    if os.geteuid() != 0:
        return "needs root to start a Docker engine"
    missing = [path for path in (DOCKERD, DOCKER, BUSYBOX) if not os.path.exists(path)]
    return f"no {', '.join(missing)} (docker.io, busybox-static)" if missing else ""


def _told(failure: Exception) -> str:
    """One line."""
    if isinstance(failure, subprocess.CalledProcessError):
        text = failure.stderr if isinstance(failure.stderr, str) else failure.stderr.decode()
        return " ".join(text.split())
    return str(failure)


def _image() -> bytes:
    """A file system with busybox and a few of its names."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.add(os.path.realpath(BUSYBOX), "bin/busybox")
        for applet in APPLETS:
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type, link.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(link)
    return archive.getvalue()
