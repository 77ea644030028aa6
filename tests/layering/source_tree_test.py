"""Tests of source_tree.py."""

import tempfile
import unittest
from pathlib import Path

from layering.source_tree import find_workspace, read_sources, top_level


class SourceTreeTest(unittest.TestCase):
    """The tree is read as people wrote it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def write(self, path: str, content: bytes = b"x\n") -> None:
        """One file, and the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def test_finds_the_workspace_behind_a_link(self) -> None:
        self.write("real/WORKSPACE")
        link = self.root / "WORKSPACE"
        link.symlink_to(self.root / "real/WORKSPACE")
        self.assertEqual(find_workspace(link), self.root / "real")

    def test_reads_texts_below_the_folders_asked_for(self) -> None:
        self.write("agent/base/a.h", b"a\n")
        self.write("docs/b.md")
        self.assertEqual(read_sources(self.root, ("agent",)), {"agent/base/a.h": "a\n"})

    def test_leaves_out_data_and_what_tools_leave_behind(self) -> None:
        self.write("tests/corpus/bytes", b"\xff\xfe")
        self.write("tests/__pycache__/a.pyc")
        self.assertEqual(read_sources(self.root, ("tests",)), {})

    def test_lists_the_top_without_what_tools_leave_behind(self) -> None:
        self.write("README.md")
        self.write("compile_commands.json")
        (self.root / "bazel-bin").symlink_to(self.root)
        self.assertEqual(top_level(self.root), ["README.md"])


if __name__ == "__main__":
    unittest.main()
