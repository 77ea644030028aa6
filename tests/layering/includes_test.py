"""Tests of includes.py: what it refuses, and what it lets be."""

import unittest

from layering.includes import missing_includes


class IncludesTest(unittest.TestCase):
    """A source includes what it names, by itself or by way of ours."""

    def test_refuses_a_name_without_its_header(self) -> None:
        files = {"agent/a.cc": "#include <string>\nstd::vector<std::string> a;\n"}
        self.assertEqual(missing_includes(files), ["agent/a.cc: includes no <vector>"])

    def test_accepts_what_a_header_of_ours_brings_from_afar(self) -> None:
        files = {
            "agent/a.cc": '#include "agent/a.h"\nstd::vector<int> a;\n',
            "agent/a.h": '#include "agent/b.h"\n',
            "agent/b.h": "#include <vector>\n",
        }
        self.assertEqual(missing_includes(files), [])

    def test_follows_headers_that_include_each_other(self) -> None:
        files = {
            "agent/a.h": '#include "agent/b.h"\nabsl::Span<int> a;\n',
            "agent/b.h": '#include "agent/a.h"\n',
        }
        self.assertEqual(missing_includes(files), ["agent/a.h: includes no <absl/types/span.h>"])

    def test_does_not_go_by_what_one_of_the_system_happens_to_bring(self) -> None:
        files = {"agent/a.cc": "#include <map>\nstd::pair<int, int> a;\n"}
        self.assertEqual(missing_includes(files), ["agent/a.cc: includes no <utility>"])

    def test_leaves_comments_and_texts_alone(self) -> None:
        texts = ["// std::vector", '"\\"std::vector"', 'R"(a "quoted" \n std::vector)"']
        for text in texts:
            self.assertEqual(missing_includes({"tests/a.cc": text + "\n"}), [], text)

    def test_sees_what_stands_after_a_text(self) -> None:
        files = {"tests/a.cc": 'f("a", std::vector<int>{}, "b"); R"(a)"; std::set<int> b;\n'}
        self.assertEqual(
            missing_includes(files),
            ["tests/a.cc: includes no <set>", "tests/a.cc: includes no <vector>"],
        )

    def test_asks_nothing_of_other_languages(self) -> None:
        self.assertEqual(missing_includes({"tests/a.py": "std::vector"}), [])


if __name__ == "__main__":
    unittest.main()
