"""Tests of measurement.py."""

import unittest

from bench.measurement import HEADINGS, Measurement, format_row


class MeasurementTest(unittest.TestCase):
    """A measurement knows whether it is good enough."""

    def test_meets_a_goal_that_it_just_reaches(self) -> None:
        self.assertEqual(Measurement("m", "MB", ours=6.0, goal=6).verdict, "ok")

    def test_is_short_of_a_goal_that_it_just_misses(self) -> None:
        self.assertEqual(Measurement("m", "MB", ours=6.01, goal=6).verdict, "SHORT")

    def test_holds_the_ratio_against_a_goal_of_the_ratio(self) -> None:
        slow = Measurement("m", "ms", 1.0, floor=0.5, ratio=2.0, goal=1.5, goal_of="ratio")
        self.assertEqual(slow.verdict, "SHORT")

    def test_may_have_to_be_as_much_as_the_goal(self) -> None:
        fast = Measurement("m", "ms", 1.0, 100.0, 100.0, goal=100, goal_of="ratio", at_least=True)
        self.assertEqual((fast.verdict, fast.to_row()[4]), ("ok", ">= 100x"))
        slow = Measurement("m", "ms", 1.0, 99.9, 99.9, goal=100, goal_of="ratio", at_least=True)
        self.assertEqual(slow.verdict, "SHORT")

    def test_has_no_verdict_without_a_goal(self) -> None:
        self.assertEqual(Measurement("m", "%", ours=100.0).verdict, "-")

    def test_shows_as_many_cells_as_there_are_headings(self) -> None:
        row = Measurement("m", "ms", 1.0, floor=0.5, ratio=2.0, goal=1.5, goal_of="ratio").to_row()
        self.assertEqual(len(row), len(HEADINGS))
        self.assertEqual(row, ("m", "1.00 ms", "0.50 ms", "2.00", "<= 1.5x", "SHORT"))

    def test_shows_what_is_not_there_as_a_dash(self) -> None:
        self.assertEqual(Measurement("m", "%", 1.0).to_row()[2:], ("-", "-", "-", "-"))

    def test_gives_json_the_verdict_too(self) -> None:
        fields = Measurement("m", "MB", ours=1.0, goal=6).to_json()
        self.assertEqual((fields["name"], fields["goal"], fields["verdict"]), ("m", 6, "ok"))

    def test_lines_up_rows_and_headings(self) -> None:
        lines = [format_row(HEADINGS), format_row(Measurement("m", "MB", 1.0, goal=6).to_row())]
        self.assertEqual(lines[0].index("verdict"), lines[1].index("ok"))


if __name__ == "__main__":
    unittest.main()
