"""The tests build what --config=release builds."""

import ast
import re
import unittest
from pathlib import Path
from typing import Union

# Where outputs go, and what select() asks: neither changes the program.
BESIDE_THE_POINT = ("define", "platform_suffix")

Flags = dict[str, Union[str, list[str]]]


def flags_of_bazelrc(text: str) -> Flags:
    """The lines `build:release --flag=value`; a flag that may be repeated is a list."""
    flags: Flags = {}
    for flag, value in re.findall(r"^build:release --(\w+)=(\S+)$", text, re.MULTILINE):
        if flag == "compilation_mode":
            flags[flag] = value
        elif flag not in BESIDE_THE_POINT:
            flags.setdefault(flag, []).append(value)
    return flags


def flags_of_rule(text: str) -> Flags:
    """RELEASE_FLAGS; its literal means the same in Starlark and in Python."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "RELEASE_FLAGS":
            return ast.literal_eval(statement.value)
    raise ValueError("no RELEASE_FLAGS")


class FlagsTest(unittest.TestCase):
    """.bazelrc and release.bzl say the same."""

    def test_agree(self) -> None:
        bazelrc = Path("WORKSPACE").resolve().parent / ".bazelrc"
        rule = Path("tests/release/release.bzl")
        self.assertEqual(flags_of_rule(rule.read_text()), flags_of_bazelrc(bazelrc.read_text()))

    def test_sees_a_flag_that_only_bazelrc_has(self) -> None:
        text = "build:release --copt=-O3\nbuild:release --copt=-g\nbuild:asan --copt=-x\n"
        self.assertEqual(flags_of_bazelrc(text), {"copt": ["-O3", "-g"]})


if __name__ == "__main__":
    unittest.main()
