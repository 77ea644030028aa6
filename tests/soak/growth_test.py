import os
import unittest

from soak.growth import Size, complaint, least, size_of


class GrowthTest(unittest.TestCase):
    def test_a_process_that_keeps_its_size_is_fine(self) -> None:
        self.assertIsNone(complaint([Size(10, 3, 1000)] * 40, Size(10, 3, 1000), 100))

    def test_warming_up_is_no_growth(self) -> None:
        sizes = [Size(5, 1, 100)] * 10 + [Size(10, 3, 1000)] * 30
        self.assertIsNone(complaint(sizes, Size(10, 3, 1000), 0))

    def test_what_hangs_is_no_growth_if_it_is_gone_afterwards(self) -> None:
        sizes = [Size(10, 3, 1000)] * 30 + [Size(90, 30, 1000)] * 10
        self.assertIsNone(complaint(sizes, Size(10, 3, 1000), 0))

    def test_descriptors_and_threads_that_stay_are_growth(self) -> None:
        for at_peace in (Size(11, 3, 1000), Size(10, 4, 1000)):
            said = complaint([Size(10, 3, 1000)] * 40, at_peace, 0)
            self.assertIn("grew from", said or "")

    def test_the_least_of_each_is_what_is_kept(self) -> None:
        self.assertEqual(least([Size(10, 3, 1200), Size(11, 2, 1000)]), Size(10, 2, 1000))

    def test_memory_beyond_the_slack_is_growth(self) -> None:
        sizes = [Size(10, 3, 1000)] * 30 + [Size(10, 3, 1200)] * 10
        self.assertIsNone(complaint(sizes, sizes[0], memory_slack_kib=200))
        self.assertIn("anonymous memory", complaint(sizes, sizes[0], memory_slack_kib=199) or "")
        self.assertIsNone(complaint(sizes, sizes[0], memory_slack_kib=-1))

    def test_a_run_without_a_second_quarter_cannot_be_judged(self) -> None:
        self.assertIn("too short", complaint([Size(1, 1, 1)] * 3, Size(1, 1, 1), 0) or "")

    def test_a_process_is_measured_by_proc(self) -> None:
        size = size_of(os.getpid())
        self.assertGreater(size.descriptors, 2)
        self.assertGreaterEqual(size.threads, 1)
        self.assertGreater(size.memory_kib, 100)


if __name__ == "__main__":
    unittest.main()
