"""Holds this very source tree against the rules. Runs in Bazel's runfiles."""

import re
import unittest
from pathlib import Path

from layering.house_rules import long_files, strangers, unbuilt_tests
from layering.includes import HEADER_OF, missing_includes
from layering.layers import broken_layers
from layering.source_tree import find_workspace, read_sources, top_level

ROOT = find_workspace(Path("WORKSPACE"))
FILES = read_sources(ROOT, ("agent", "probes", "proto", "tests", "third_party", "tools"))


class WorkspaceTest(unittest.TestCase):
    """What the rules say of the tree as it is."""

    maxDiff = None

    def test_is_seen_as_a_whole(self) -> None:
        for path in ("agent/main.cc", "agent/base/file.h", "tests/base/BUILD.bazel", "tools/setup"):
            self.assertIn(path, FILES)
        includes = sum(text.count('#include "agent/') for text in FILES.values())
        self.assertGreater(includes, 100)

    def test_has_no_arrow_that_points_up(self) -> None:
        self.assertEqual(broken_layers(FILES), [])

    def test_has_every_source_include_what_it_names(self) -> None:
        self.assertEqual(missing_includes(FILES), [])

    def test_knows_what_precompiled_headers_hide(self) -> None:
        build = FILES["third_party/BUILD.bazel"]
        hidden = set(re.findall(r'^ {4,8}"([^"]+)",$', build, re.MULTILINE))
        self.assertIn("vector", hidden)
        self.assertLessEqual(hidden, set(HEADER_OF.values()))

    def test_has_no_file_over_the_limit(self) -> None:
        self.assertEqual(long_files(FILES), [])

    def test_has_every_test_in_a_build_file(self) -> None:
        self.assertEqual(unbuilt_tests(FILES), [])

    def test_has_nothing_unexpected_at_the_top(self) -> None:
        self.assertEqual(strangers(top_level(ROOT)), [])


if __name__ == "__main__":
    unittest.main()
