"""Tests of the command line of tools/bench."""

import contextlib
import io
import unittest

from bench.__main__ import BENCHMARKS, parse_arguments


class CommandLineTest(unittest.TestCase):
    """A bad command line is answered in one line."""

    def refusal(self, *arguments: str) -> str:
        """What it says on stderr, exiting with 2."""
        stderr = io.StringIO()
        with contextlib.redirect_stderr(stderr), self.assertRaises(SystemExit) as end:
            parse_arguments(list(arguments))
        self.assertEqual(end.exception.code, 2)
        return stderr.getvalue()

    def test_names_the_benchmarks_when_asked_for_another(self) -> None:
        said = self.refusal("storms")
        self.assertEqual(said.count("\n"), 1)
        self.assertIn('no benchmark "storms": use one of enumerate, holders, edges,', said)

    def test_refuses_an_unknown_flag_in_one_line(self) -> None:
        said = self.refusal("--jsn")
        self.assertEqual(said.count("\n"), 1)
        self.assertIn("--jsn", said)

    def test_measures_all_when_no_name_is_given(self) -> None:
        self.assertEqual(parse_arguments(["--json"]).names, list(BENCHMARKS))


if __name__ == "__main__":
    unittest.main()
