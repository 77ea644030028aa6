"""Tests of node_exporter.py."""

import unittest

from bench.node_exporter import series_lines


class SeriesLinesTest(unittest.TestCase):
    """No two series are the same, and a family's stand together."""

    def test_numbers_the_cores_of_each_family(self) -> None:
        lines = list(series_lines(130))
        self.assertEqual(lines[0], 'neuron_family_0_total{chip="0",core="0"} 0')
        self.assertEqual(lines[127], 'neuron_family_0_total{chip="15",core="7"} 127')
        self.assertEqual(lines[128], 'neuron_family_1_total{chip="0",core="0"} 128')
        self.assertEqual(len(set(lines)), 130)


if __name__ == "__main__":
    unittest.main()
