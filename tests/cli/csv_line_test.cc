#include "agent/cli/csv_line.h"

#include <gtest/gtest.h>

#include "absl/status/status.h"

namespace neuron {
namespace {

using Text = Reading<std::string>;

std::string YesOrNo(bool yes) { return yes ? "yes" : "no"; }

TEST(CsvLine, HasCommasBetweenItsFieldsAndEndsWithALineFeed) {
  EXPECT_EQ(CsvLine({"4", "", "plain text"}), "4,,plain text\n");
}

TEST(CsvLine, QuotesOnlyWhatItMust) {
  EXPECT_EQ(CsvLine({"a,b"}), "\"a,b\"\n");
  EXPECT_EQ(CsvLine({"say \"no\"", "7"}), "\"say \"\"no\"\"\",7\n");
}

TEST(CsvLine, IsPrintable) {
  EXPECT_EQ(CsvLine({"two\r\nlines", "\x1b[2J", "\xc3\xa9"}),
            "two\\x0d\\x0alines,\\x1b[2J,\\xc3\\xa9\n");
}

TEST(CsvTime, IsToTheSecondInUtc) {
  EXPECT_EQ(CsvTime(absl::FromUnixMillis(1'795'000'000'900)), "2026-11-18T11:06:40+00:00");
}

TEST(CsvTime, IsUnknownIfItIsInfinitelyLongAgo) {
  EXPECT_EQ(CsvTime(absl::InfinitePast()), "unknown");
}

TEST(CsvReading, TellsUnknownFromAbsent) {
  EXPECT_EQ(CsvReading(Reading<bool>(true), YesOrNo), "yes");
  EXPECT_EQ(CsvReading(Reading<bool>::Absent(), YesOrNo), "");
  EXPECT_EQ(CsvReading(Reading<bool>::Unknown(absl::UnavailableError("?")), YesOrNo), "unknown");
}

TEST(CsvReading, GivesATextAsItIs) {
  EXPECT_EQ(CsvReading(Text("web")), "web");
  EXPECT_EQ(CsvReading(Text::Absent()), "");
  EXPECT_EQ(CsvReading(Text::Unknown(absl::UnavailableError("?"))), "unknown");
}

}  // namespace
}  // namespace neuron
