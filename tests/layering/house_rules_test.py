"""Tests of house_rules.py: each rule is broken once."""

import unittest

from layering.house_rules import long_files, strangers, unbuilt_tests


class HouseRulesTest(unittest.TestCase):
    """The rules can fail."""

    def test_refuses_a_source_of_401_lines(self) -> None:
        files = {"agent/a.cc": "\n" * 401, "agent/b.cc": "\n" * 400, "tools/run": "\n" * 401}
        self.assertEqual(long_files(files), ["agent/a.cc: 401 lines", "tools/run: 401 lines"])

    def test_lets_data_be_long(self) -> None:
        self.assertEqual(long_files({"tests/golden/snapshot.hex": "\n" * 5000}), [])

    def test_refuses_a_test_that_no_build_file_names(self) -> None:
        files = {"tests/base/a_test.cc": "", "tests/base/BUILD.bazel": 'srcs = ["ab_test.cc"]'}
        self.assertEqual(unbuilt_tests(files), ["tests/base/a_test.cc: in no BUILD file"])

    def test_refuses_a_test_without_any_build_file(self) -> None:
        self.assertEqual(len(unbuilt_tests({"tests/new/a_fuzz.cc": ""})), 1)

    def test_accepts_a_test_by_its_file_or_by_a_target_named_after_it(self) -> None:
        files = {
            "tests/base/a_test.cc": "",
            "tests/base/b_test.py": "",
            "tests/base/BUILD.bazel": 'srcs = ["a_test.cc"]\nTESTS = ["b_test"]',
        }
        self.assertEqual(unbuilt_tests(files), [])

    def test_follows_a_comprehension_within_its_own_statement(self) -> None:
        build = (
            '[cc_test(\n    srcs = [name + "_test.cc"],\n) for name in ["a"]]\n'
            '\ncc_test(name = "b")\n'
        )
        files = {"tests/a_test.cc": "", "tests/b_test.cc": "", "tests/BUILD.bazel": build}
        self.assertEqual(unbuilt_tests(files), ["tests/b_test.cc: in no BUILD file"])

    def test_looks_in_the_build_file_of_the_package(self) -> None:
        files = {"tests/BUILD.bazel": 'srcs = ["new/a_test.cc"]', "tests/new/a_test.cc": ""}
        self.assertEqual(unbuilt_tests(files), [])

    def test_refuses_a_stranger_at_the_top(self) -> None:
        self.assertEqual(strangers(["agent", "notes.txt"]), ["notes.txt: not expected at the top"])


if __name__ == "__main__":
    unittest.main()
