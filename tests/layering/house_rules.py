"""Rules of the source tree beyond its layers. Pure: files are a map from paths to texts."""

import re
from pathlib import PurePosixPath
from typing import Iterable, Mapping

MAX_LINES = 400
SOURCE_SUFFIXES = (".bzl", ".c", ".cc", ".h", ".proto", ".py", ".S", ".sh")
TEST_SUFFIXES = ("_test.cc", "_fuzz.cc", "_test.py", "_test.sh")

# What belongs at the top; a new entry is a decision, and is written down here.
TOP_LEVEL = {
    ".bazeliskrc",
    ".bazelrc",
    ".ci",
    ".clang-format",
    ".clang-tidy",
    ".git",
    ".gitignore",
    "BUILD.bazel",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "WORKSPACE",
    "agent",
    "deploy",
    "docs",
    "probes",
    "proto",
    "tests",
    "third_party",
    "tools",
}


def long_files(files: Mapping[str, str]) -> list[str]:
    """Sources, tools among them, that are over MAX_LINES."""
    lines = {path: files[path].count("\n") for path in sorted(files) if _is_source(path)}
    return [f"{path}: {count} lines" for path, count in lines.items() if count > MAX_LINES]


def unbuilt_tests(files: Mapping[str, str]) -> list[str]:
    """Tests that no BUILD file names: they do not exist."""
    tests = sorted(p for p in files if p.startswith("tests/") and p.endswith(TEST_SUFFIXES))
    return [f"{test}: in no BUILD file" for test in tests if not _is_built(test, files)]


def strangers(top_level: Iterable[str]) -> list[str]:
    """Entries of the root that nobody decided to have."""
    return [f"{name}: not expected at the top" for name in sorted(set(top_level) - TOP_LEVEL)]


def _is_source(path: str) -> bool:
    return path.endswith(SOURCE_SUFFIXES) or path.startswith("tools/")


def _is_built(test: str, files: Mapping[str, str]) -> bool:
    """Whether the nearest BUILD file names it, or names a target after it."""
    for directory in PurePosixPath(test).parents:
        build = files.get(str(directory / "BUILD.bazel"))
        if build is not None:
            name = str(PurePosixPath(test).relative_to(directory))
            return not _names_in(build).isdisjoint((name, PurePosixPath(name).stem))
    return False


def _names_in(build: str) -> set[str]:
    """The strings of a BUILD file, and those that a comprehension puts together: name + "_test"."""
    names = set()
    for statement in re.split(r"\n\n(?=\S)", build):
        strings = set(re.findall(r'"([^"\n]*)"', statement))
        endings = re.findall(r'\+ "([^"\n]*)"', statement)
        names |= strings | {string + ending for string in strings for ending in endings}
    return names
