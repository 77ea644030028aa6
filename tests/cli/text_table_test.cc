#include "agent/cli/text_table.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(FormatTable, AlignsColumnsAndEndsLinesAtTheirLastLetter) {
  EXPECT_EQ(FormatTable({{"CHIP", "TYPE", "HOLDER"}, {"10", "trainium1", ""}, {"2", "?", "x"}}),
            "CHIP  TYPE       HOLDER\n"
            "10    trainium1\n"
            "2     ?          x\n");
}

TEST(FormatTable, TakesRowsOfAnyLength) {
  EXPECT_EQ(FormatTable({{"A"}, {"1", "2"}, {}}), "A\n1  2\n\n");
}

TEST(Printable, KeepsAsciiAndShowsTheRest) {
  EXPECT_EQ(Printable("python3 -m \"x\" \\"), "python3 -m \"x\" \\");
  EXPECT_EQ(Printable("a\x1b[2Jb\n\xc3\xa9"), "a\\x1b[2Jb\\x0a\\xc3\\xa9");
}

TEST(CellText, IsPrintableAndNeverEmpty) {
  EXPECT_EQ(CellText("a\nb"), "a\\x0ab");
  EXPECT_EQ(CellText(""), "-");
}

TEST(CellText, TellsUnknownFromAbsent) {
  const auto text = [](int value) { return absl::StrCat(value); };
  EXPECT_EQ(CellText(Reading<int>(7), text), "7");
  EXPECT_EQ(CellText(Reading<int>::Absent(), text), "-");
  EXPECT_EQ(CellText(Reading<int>::Unknown(absl::UnavailableError("?")), text), "?");
}

}  // namespace
}  // namespace neuron
