#include "agent/sink/drain_record.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
const absl::Time kNow = absl::FromUnixSeconds(1795000000);

TEST(DrainRecord, IsLinesOfAscii) {
  EXPECT_EQ(FormatDrainRecord({kInstance, {kNow, kNow + absl::Nanoseconds(1)}, kNow}),
            "drain-1 :arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a\n"
            "drained 1795000000000000000\n"
            "drained 1795000000000000001\n"
            "undrained 1795000000000000000\n"
            "end\n");
  EXPECT_EQ(FormatDrainRecord({}), "drain-1 :\nend\n");
}

TEST(DrainRecord, IsReadAsItWasWritten) {
  for (const DrainRecord& record :
       {DrainRecord{}, DrainRecord{"", {kNow}, absl::InfinitePast()},
        DrainRecord{kInstance, {kNow - absl::Hours(30), kNow}, kNow - absl::Hours(2)}}) {
    const auto read = ParseDrainRecord(FormatDrainRecord(record));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, record);
  }
}

TEST(DrainRecord, IsRefusedWithTheLineThatIsNotUnderstood) {
  const auto refusal = [](absl::string_view text) {
    const absl::Status status = ParseDrainRecord(text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << text;
    return std::string(status.message());
  };
  EXPECT_EQ(refusal(""), "its end is missing");
  EXPECT_EQ(refusal("drain-1 :\ndrained 1\n"), "its end is missing");
  EXPECT_EQ(refusal("drain-1 :\nend"), "its end is missing");
  EXPECT_EQ(refusal("drain-2 :\nend\n"), "line 1 is not understood");
  EXPECT_EQ(refusal("drain-1\nend\n"), "line 1 is not understood");
  EXPECT_EQ(refusal("drain-1 :\ndrained soon\nend\n"), "line 2 is not understood");
  EXPECT_EQ(refusal("drain-1 :\ndrained 1 2\nend\n"), "line 2 is not understood");
  EXPECT_EQ(refusal("drain-1 :\ndrained 1\nrebooted 1\nend\n"), "line 3 is not understood");
  EXPECT_EQ(refusal("drain-1 :\nundrained 1\nundrained 2\nend\n"), "line 3 is not understood");
  EXPECT_EQ(refusal("drain-1 :an-arn\nend\n"), "it does not say when it was drained");
}

}  // namespace
}  // namespace neuron
