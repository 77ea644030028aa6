import os
import unittest

from soak.growth import Size, complaint, size_of


class GrowthTest(unittest.TestCase):
    def test_a_process_that_keeps_its_size_is_fine(self) -> None:
        self.assertIsNone(complaint([Size(10, 3, 1000)] * 40, memory_slack_kib=100))

    def test_warming_up_is_no_growth(self) -> None:
        self.assertIsNone(complaint([Size(5, 1, 100)] * 10 + [Size(10, 3, 1000)] * 30, 0))

    def test_passing_peaks_are_no_growth(self) -> None:
        sizes = [Size(10, 3, 1000)] * 39 + [Size(90, 30, 90000)]
        self.assertIsNone(complaint(sizes, 0))

    def test_descriptors_and_threads_that_stay_are_growth(self) -> None:
        for late in (Size(11, 3, 1000), Size(10, 4, 1000)):
            sizes = [Size(10, 3, 1000)] * 30 + [late] * 10
            self.assertIn("grew from", complaint(sizes, 0) or "")

    def test_memory_beyond_the_slack_is_growth(self) -> None:
        sizes = [Size(10, 3, 1000)] * 30 + [Size(10, 3, 1200)] * 10
        self.assertIsNone(complaint(sizes, memory_slack_kib=200))
        self.assertIn("anonymous memory", complaint(sizes, memory_slack_kib=199) or "")

    def test_a_run_without_a_second_quarter_cannot_be_judged(self) -> None:
        self.assertIn("too short", complaint([Size(1, 1, 1)] * 3, 0) or "")

    def test_a_process_is_measured_by_proc(self) -> None:
        size = size_of(os.getpid())
        self.assertGreater(size.descriptors, 2)
        self.assertGreaterEqual(size.threads, 1)
        self.assertGreater(size.memory_kib, 100)


if __name__ == "__main__":
    unittest.main()
