"""What the guest tells is understood, and what is garbled is not taken for it."""

import unittest

from vm.report import parse_report


class ParseReportTest(unittest.TestCase):
    """On texts as the serial port has them."""

    def test_knows_the_status_of_each_program(self) -> None:
        report = parse_report("status a_test.sh 0 2.44\nstatus b_test 143 60.10\n")
        self.assertEqual(report.statuses, {"a_test.sh": 0, "b_test": 143})

    def test_puts_the_lines_of_a_file_together(self) -> None:
        report = parse_report("file a aGVs\nstatus a_test.sh 0 1\nfile a bG8=\n")
        self.assertEqual(report.files, {"a": b"hello"})

    def test_passes_over_what_was_cut_off(self) -> None:
        report = parse_report("status a_test.sh\nnoise\nfile\n")
        self.assertEqual((report.statuses, report.files), ({}, {}))

    def test_refuses_a_garbled_file(self) -> None:
        with self.assertRaises(ValueError):
            parse_report("file a aGV*bG8=\n")


if __name__ == "__main__":
    unittest.main()
