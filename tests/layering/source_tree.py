"""The workspace as a map from paths to texts."""

import fnmatch
import os
from pathlib import Path

# As .gitignore has them: what tools leave behind.
LEFT_BEHIND = ("bazel-*", "compile_commands.json", "__pycache__")


def find_workspace(marker: Path) -> Path:
    """The folder of the real WORKSPACE, to which Bazel's runfiles hold a link."""
    return marker.resolve(strict=True).parent


def top_level(root: Path) -> list[str]:
    """The names of all that somebody put there."""
    return [name for name in os.listdir(root) if not _is_left_behind(name)]


def read_sources(root: Path, folders: tuple[str, ...]) -> dict[str, str]:
    """All text files below these folders; what is no UTF-8 is data and left out."""
    files = {}
    for folder in folders:
        for directory, directories, names in os.walk(root / folder):
            directories[:] = [name for name in directories if not _is_left_behind(name)]
            for name in names:
                path = Path(directory, name)
                try:
                    files[str(path.relative_to(root))] = path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue
    return files


def _is_left_behind(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_BEHIND)
