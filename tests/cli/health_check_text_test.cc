#include "agent/cli/health_check_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_observation.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

HealthCheck Example() {
  HealthCheck check;
  check.observation = ExampleObservation();
  check.observation.boot_id = "boot-2";
  check.observation.chips[1].latency = Reading<ReadLatency>::Unknown(absl::UnknownError("late"));
  check.baseline = ExampleObservation();
  check.differences = {{absl::nullopt, "driver_version", "2.24.7.0", "2.30", Gravity::kNote},
                       {0, "connected_devices", "{1, 4}", "{1, 4, 8}", Gravity::kNote},
                       {2, "unread", "", "late\x1b", Gravity::kUntold}};
  return check;
}

TEST(HealthCheckTable, ShowsChipsThenDifferences) {
  EXPECT_EQ(HealthCheckTable(Example(), {}),
            "compared with the baseline of 2026-11-18T11:06:40+00:00, in another boot\n"
            "\n"
            "CHIP  CHECK    READS  MEDIAN  WORST  SLOWEST\n"
            "0     ok       112    20us    2ms    core_count\n"
            "2     unknown  ?      ?       ?      ?\n"
            "\n"
            "         WHOSE   WHAT               FOUND\n"
            "note     host    driver_version     was 2.24.7.0, is 2.30\n"
            "note     chip 0  connected_devices  was {1, 4}, is {1, 4, 8}\n"
            "unknown  chip 2  unread             late\\x1b\n");
}

TEST(HealthCheckTable, ShowsOnlyWhatIsAskedFor) {
  const std::string table = HealthCheckTable(Example(), {2});
  EXPECT_THAT(table, HasSubstr("\n2     unknown"));
  EXPECT_THAT(table, testing::Not(HasSubstr("core_count")));
  EXPECT_THAT(table, testing::Not(HasSubstr("driver_version")));
}

TEST(HealthCheckTable, SaysWhatItWasComparedWith) {
  HealthCheck check = Example();
  check.baseline = absl::nullopt;
  EXPECT_THAT(HealthCheckTable(check, {}), StartsWith("no baseline: "));
  check.baseline = check.observation;
  EXPECT_THAT(HealthCheckTable(check, {}), HasSubstr(", in this boot\n"));
}

TEST(EncodeHealthCheck, HasTheSame) {
  const agent::v1::HealthCheck message = EncodeHealthCheck(Example(), {});
  EXPECT_EQ(message.observation().chips_size(), 2);
  EXPECT_EQ(message.baseline_taken_at().seconds(), 1795000000);
  ASSERT_EQ(message.differences_size(), 3);
  EXPECT_FALSE(message.differences(0).has_chip());
  EXPECT_EQ(message.differences(0).was(), "2.24.7.0");
  EXPECT_EQ(message.differences(0).gravity(), agent::v1::GRAVITY_NOTE);
  EXPECT_EQ(message.differences(2).chip(), 2u);
  EXPECT_EQ(message.differences(2).what(), "unread");
  EXPECT_FALSE(message.differences(2).has_was());
  EXPECT_EQ(message.differences(2).gravity(), agent::v1::GRAVITY_UNKNOWN);
}

TEST(EncodeHealthCheck, HasOnlyWhatIsAskedFor) {
  const agent::v1::HealthCheck message = EncodeHealthCheck(Example(), {2});
  ASSERT_EQ(message.observation().chips_size(), 1);
  EXPECT_EQ(message.observation().chips(0).index(), 2u);
  EXPECT_EQ(message.differences_size(), 1);
}

TEST(DifferenceText, IsOneLine) {
  EXPECT_EQ(DifferenceText({3, "core_count", "2", "1", Gravity::kGrave}),
            "chip 3: core_count: was 2, is 1");
  EXPECT_EQ(DifferenceText({absl::nullopt, "missing_chip", "", "one", Gravity::kGrave}),
            "host: missing_chip: one");
}

}  // namespace
}  // namespace neuron
