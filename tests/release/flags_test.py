"""The tests build what --config=release builds."""

import ast
import re
import unittest
from pathlib import Path
from typing import Union

Flags = dict[str, Union[str, list[str]]]


def flags_of_bazelrc(text: str, config: str) -> Flags:
    """What `build` and `build:CONFIG` say of how code is compiled and linked."""
    flags: Flags = {"copt": [], "linkopt": []}
    for flag, value in re.findall(rf"^build(?::{config})? --(\w+)=(\S+)$", text, re.MULTILINE):
        if flag == "compilation_mode":
            flags[flag] = value
        elif flag in flags:
            flags[flag].append(value)
    return flags


def flags_of_rule(text: str) -> Flags:
    """RELEASE_FLAGS; its literal means the same in Starlark and in Python."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "RELEASE_FLAGS":
            return ast.literal_eval(statement.value)
    raise ValueError("no RELEASE_FLAGS")


class FlagsTest(unittest.TestCase):
    """.bazelrc and release.bzl say the same."""

    def setUp(self) -> None:
        self.bazelrc = (Path("WORKSPACE").resolve().parent / ".bazelrc").read_text()

    def test_agree(self) -> None:
        rule = Path("tests/release/release.bzl")
        self.assertEqual(flags_of_rule(rule.read_text()), flags_of_bazelrc(self.bazelrc, "release"))

    def test_nothing_is_built_twice_for_tools_test(self) -> None:
        self.assertEqual(
            flags_of_bazelrc(self.bazelrc, "whole"), flags_of_bazelrc(self.bazelrc, "release")
        )

    def test_sees_a_flag_that_only_bazelrc_has(self) -> None:
        text = "build --copt=-O3\nbuild:release --copt=-g\nbuild:asan --copt=-x\n"
        self.assertEqual(flags_of_bazelrc(text, "release"),
                         {"copt": ["-O3", "-g"], "linkopt": []})


if __name__ == "__main__":
    unittest.main()
