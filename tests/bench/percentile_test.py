"""Tests of percentile.py."""

import unittest

from bench.percentile import median, percentile


class PercentileTest(unittest.TestCase):
    """A percentile is one of the values."""

    def test_is_the_least_that_so_many_do_not_exceed(self) -> None:
        self.assertEqual(percentile(range(1, 101), 99), 99)
        self.assertEqual(percentile(range(1, 201), 99), 198)

    def test_is_the_greatest_where_there_are_too_few(self) -> None:
        self.assertEqual(percentile([1, 2, 3], 99), 3)

    def test_is_the_least_at_zero(self) -> None:
        self.assertEqual(percentile([3, 1, 2], 0), 1)

    def test_has_the_middle_value_as_the_median(self) -> None:
        self.assertEqual(median([9, 1, 5]), 5)
        self.assertEqual(median([4, 1, 3, 2]), 2)
        self.assertEqual(median([7]), 7)


if __name__ == "__main__":
    unittest.main()
