"""For tests: fake-aws as a process of its own."""

import json
import os
import selectors
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

LAUNCHER = Path(__file__).parent / "fake-aws.sh"
READY_SECONDS = 30


class Program:
    """Runs fake-aws on free ports until stop(). `description` is its ready line."""

    def __init__(self, arguments: List[str]) -> None:
        self.process = subprocess.Popen([str(LAUNCHER), *arguments], stdout=subprocess.PIPE,
                                        stderr=sys.stderr, text=True)
        self.description: Dict[str, str] = json.loads(self._ready_line())

    def stop(self) -> int:
        """The exit code after SIGTERM."""
        self.process.terminate()
        self.process.communicate(timeout=READY_SECONDS)
        return self.process.returncode

    def aws_environment(self) -> Dict[str, str]:
        """For Debian's aws: this fake's IMDS and region, and nothing of the user's."""
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": os.devnull,
            "LC_ALL": "C.UTF-8",
            "AWS_REGION": self.description["region"],
            # aws 2.9 glues the path to it without a slash.
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.description["imds_url"] + "/",
            "NO_PROXY": "127.0.0.1",
        }

    def _ready_line(self) -> str:
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(READY_SECONDS):
                self.process.kill()
                raise TimeoutError("fake-aws was not ready in time")
        return self.process.stdout.readline()
