"""The shipped programs are static, stripped and small."""

import unittest
from pathlib import Path

from release.program_file import read_program_file

SHIPPED = (Path("tests/release/neuron-agent"), Path("tests/release/neuronctl"))
MAX_BYTES = 25_000_000


class ProgramFileTest(unittest.TestCase):
    """The programs as files."""

    def test_shipped_programs_need_no_loader(self) -> None:
        for path in SHIPPED:
            self.assertFalse(read_program_file(path).is_dynamic, path)

    def test_shipped_programs_are_stripped(self) -> None:
        for path in SHIPPED:
            self.assertFalse(read_program_file(path).has_symbols, path)

    def test_shipped_programs_are_small(self) -> None:
        for path in SHIPPED:
            size = read_program_file(path).size_bytes
            print(f"{path.name}: {size / 1e6:.1f} MB")
            self.assertLess(size, MAX_BYTES)

    def test_a_dynamic_program_is_seen_to_be_one(self) -> None:
        self.assertTrue(read_program_file(Path("/bin/sh")).is_dynamic)

    def test_refuses_a_file_that_is_no_program(self) -> None:
        with self.assertRaisesRegex(ValueError, "no little-endian ELF64 file"):
            read_program_file(Path(__file__))


if __name__ == "__main__":
    unittest.main()
