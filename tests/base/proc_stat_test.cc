#include "agent/base/proc_stat.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace neuron {
namespace {

std::string Stat(const std::string& command, const std::string& start) {
  return "4711 (" + command + ") S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 " + start +
         " 1000 200\n";
}

TEST(ParseProcStat, TakesEachFieldFromItsPlace) {
  const ProcStat stat =
      ParseProcStat("4711 (a) D 42 (x) R 7 4711 4711 0 1 2 3 4 5 6 7 8 20 0 1 0 9");
  EXPECT_EQ(stat.state, 'R');
  EXPECT_EQ(stat.parent, 7);
  const ProcStat plain = ParseProcStat(Stat("python3", "123456"));
  EXPECT_EQ(plain.state, 'S');
  EXPECT_EQ(plain.parent, 1);
  EXPECT_EQ(plain.start_ticks, 123456u);
  EXPECT_EQ(plain.cpu_ticks, 5u + 6u);
  EXPECT_EQ(plain.resident_pages, 200u);
}

TEST(ParseProcStat, IsZeroForWhatTheTextHasNot) {
  for (const char* text : {"", "4711 (x)", "4711 (x) SS -x", "4711 (x) SS 99999999999"}) {
    const ProcStat stat = ParseProcStat(text);
    EXPECT_EQ(stat.state, 0) << text;
    EXPECT_EQ(stat.parent, 0) << text;
    EXPECT_EQ(stat.start_ticks, 0u) << text;
    EXPECT_EQ(stat.cpu_ticks, 0u) << text;
    EXPECT_EQ(stat.resident_pages, 0u) << text;
  }
  EXPECT_EQ(ParseProcStat("4711 (x) Z").state, 'Z');
  EXPECT_EQ(ParseProcStat("4711 (x) Z 3").parent, 3);
}

TEST(ParseProcStat, TakesAnyStart) {
  EXPECT_EQ(ParseProcStat(Stat("x", "18446744073709551615")).start_ticks, UINT64_MAX);
}

TEST(ParseProcStat, IsNotMisledByTheCommand) {
  for (const char* command : {"a b c", ") S 1 1 1", "((", "))", "a\nb", "", "1 2 3) S 9 9 9 9"}) {
    EXPECT_EQ(ParseProcStat(Stat(command, "77")).start_ticks, 77u) << command;
  }
}

TEST(ParseProcStat, HasNoStartWhereThereIsNone) {
  EXPECT_EQ(ParseProcStat("").start_ticks, 0u);
  EXPECT_EQ(ParseProcStat(absl::string_view()).start_ticks, 0u);
  EXPECT_EQ(ParseProcStat("4711 (x) S 1 2 3\n").start_ticks, 0u);
  EXPECT_EQ(ParseProcStat(Stat("x", "-5")).start_ticks, 0u);
  EXPECT_EQ(ParseProcStat(Stat("x", "18446744073709551616")).start_ticks, 0u);
}

}  // namespace
}  // namespace neuron
