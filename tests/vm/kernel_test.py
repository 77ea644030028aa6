"""The newest kernel is found, and only a whole one."""

import tempfile
import unittest
from pathlib import Path

from vm.kernel import Kernel, find_kernel


class FindKernelTest(unittest.TestCase):
    """On a made-up machine."""

    def setUp(self) -> None:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.images, self.sources = folder / "images", folder / "src"
        self.images.mkdir()

    def add_image(self, release: str) -> Path:
        image = self.images / f"vmlinuz-{release}"
        image.touch()
        return image

    def add_headers(self, release: str) -> Path:
        headers = self.sources / f"linux-headers-{release}"
        headers.mkdir(parents=True)
        (headers / "Makefile").touch()
        return headers

    def test_takes_56_for_newer_than_9(self) -> None:
        self.add_image("6.1.0-9-amd64")
        self.add_headers("6.1.0-9-amd64")
        newest = Kernel(self.add_image("6.1.0-56-amd64"), self.add_headers("6.1.0-56-amd64"))
        self.assertEqual(find_kernel(self.images, self.sources), newest)

    def test_needs_image_and_headers_of_one_release(self) -> None:
        self.add_image("6.1.0-56-amd64")
        self.add_headers("6.1.0-9-amd64")
        self.assertIsNone(find_kernel(self.images, self.sources))

    def test_finds_none_where_nothing_was_set_up(self) -> None:
        self.assertIsNone(find_kernel(self.images / "none", self.sources))


if __name__ == "__main__":
    unittest.main()
