"""For tests: what tools/release makes."""

import os
import subprocess
from pathlib import Path

# The real tree, to which Bazel's runfiles hold a link.
TREE = Path("WORKSPACE").resolve().parent


def release(
    programs: Path, output: Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Runs tools/release on programs that are there; its last line is the tarball's path."""
    return subprocess.run(
        [TREE / "tools/release", f"--programs={programs}", output],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795000000", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
