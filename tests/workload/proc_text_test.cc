#include "agent/workload/proc_text.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

TEST(ParseAccess, TakesTheOctalFlags) {
  EXPECT_EQ(ParseAccess("pos:\t0\nflags:\t0100000\nmnt_id:\t15\n"), Access::kFull);
  EXPECT_EQ(ParseAccess("pos:\t0\nflags:\t0100001\nmnt_id:\t15\n"), Access::kFree);
  EXPECT_EQ(ParseAccess("flags:\t02100002\n"), Access::kFull);
  EXPECT_EQ(ParseAccess("flags:\t02100003"), Access::kFree);
  EXPECT_EQ(ParseAccess("flags:\t012000001\n"), Access::kNone);
}

TEST(ParseAccess, IsFullWhereItCannotTell) {
  for (absl::string_view text :
       {absl::string_view(), absl::string_view(""), absl::string_view("\n"),
        absl::string_view("pos:\t1\n"), absl::string_view("flags:\n"),
        absl::string_view("flags:\t0x1\n"), absl::string_view("flags:\tq1\n"),
        absl::string_view("flags:\t-1\n"), absl::string_view("flags:\t9\n"),
        absl::string_view("flags:\t01 01\n"), absl::string_view("flags:\t40000000001\n"),
        absl::string_view(" flags:\t01\n")}) {
    EXPECT_EQ(ParseAccess(text), Access::kFull) << text;
  }
}

std::string Stat(const std::string& command, const std::string& start) {
  return "4711 (" + command + ") S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 " + start +
         " 1000 200\n";
}

TEST(ParseStartTicks, TakesField22) {
  EXPECT_EQ(ParseStartTicks(Stat("python3", "123456")), 123456u);
  EXPECT_EQ(ParseStartTicks(Stat("x", "18446744073709551615")), UINT64_MAX);
}

TEST(ParseStartTicks, IsNotMisledByTheCommand) {
  for (const char* command : {"a b c", ") S 1 1 1", "((", "))", "a\nb", "", "1 2 3) S 9 9 9 9"}) {
    EXPECT_EQ(ParseStartTicks(Stat(command, "77")), 77u) << command;
  }
}

TEST(ParseStartTicks, IsZeroWhereThereIsNone) {
  EXPECT_EQ(ParseStartTicks(""), 0u);
  EXPECT_EQ(ParseStartTicks(absl::string_view()), 0u);
  EXPECT_EQ(ParseStartTicks("4711 (x) S 1 2 3\n"), 0u);
  EXPECT_EQ(ParseStartTicks(Stat("x", "-5")), 0u);
  EXPECT_EQ(ParseStartTicks(Stat("x", "18446744073709551616")), 0u);
}

}  // namespace
}  // namespace neuron
