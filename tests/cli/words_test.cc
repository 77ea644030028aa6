#include "agent/cli/words.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(BytesText, HasTheLargestUnitThatFits) {
  EXPECT_EQ(BytesText(0), "0 B");
  EXPECT_EQ(BytesText(1023), "1023 B");
  EXPECT_EQ(BytesText(1024), "1 KiB");
  EXPECT_EQ(BytesText(std::uint64_t{32} << 30), "32 GiB");
  EXPECT_EQ(BytesText(std::uint64_t{96} << 30), "96 GiB");
  EXPECT_EQ(BytesText((std::uint64_t{3} << 30) / 2), "1.5 GiB");
}

TEST(LinkText, NamesTheGenerationOfPciExpress) {
  EXPECT_EQ(LinkText({16.0, std::uint64_t{8}}).value(), "gen4 x8");
  EXPECT_EQ(LinkText({2.5, std::uint64_t{1}}).value(), "gen1 x1");
  EXPECT_EQ(LinkText({12.0, std::uint64_t{8}}).value(), "12 GT/s x8");
}

TEST(LinkText, IsUnknownOrAbsentAsItsParts) {
  const absl::Status why = absl::DataLossError("speed");
  EXPECT_TRUE(LinkText({}).is_absent());
  EXPECT_TRUE(LinkText({16.0, {}}).is_absent());
  EXPECT_EQ(LinkText({Reading<double>::Unknown(why), std::uint64_t{8}}).why(), why);
  EXPECT_EQ(LinkText({16.0, Reading<std::uint64_t>::Unknown(why)}).why(), why);
}

TEST(AgeText, IsInTheLargestWholeUnit) {
  EXPECT_EQ(AgeText(absl::Milliseconds(900)), "0 s");
  EXPECT_EQ(AgeText(absl::Seconds(59)), "59 s");
  EXPECT_EQ(AgeText(absl::Seconds(119)), "1 min");
  EXPECT_EQ(AgeText(absl::Minutes(59)), "59 min");
  EXPECT_EQ(AgeText(absl::Hours(23)), "23 h");
  EXPECT_EQ(AgeText(absl::Hours(49)), "2 d");
}

TEST(AgeText, IsUnknownIfItIsInfinite) {
  EXPECT_EQ(AgeText(absl::UnixEpoch() - absl::InfinitePast()), "?");
}

TEST(AgeText, IsNothingOfWhatIsStillToCome) { EXPECT_EQ(AgeText(-absl::Seconds(3)), "0 s"); }

TEST(Word, IsAnotherForEachValue) {
  EXPECT_EQ(Word(Access::kAbsent), "absent");
  EXPECT_EQ(Word(Access::kReadable), "readable");
  EXPECT_EQ(Word(Access::kRefused), "refused");
  EXPECT_EQ(Word(Access::kUnknown), "unknown");
  EXPECT_EQ(Word(CapabilityKind::kSysfs), "sysfs");
  EXPECT_EQ(Word(CapabilityKind::kClass), "class");
  EXPECT_EQ(Word(CapabilityKind::kPci), "pci");
  EXPECT_EQ(Word(CapabilityKind::kIoctl), "ioctl");
  EXPECT_EQ(Word(Liveness::kConstant), "constant");
  EXPECT_EQ(Word(Liveness::kLive), "live");
  EXPECT_EQ(Word(Liveness::kAtExit), "at exit");
  EXPECT_EQ(Word(Liveness::kEachMinute), "each minute");
}

}  // namespace
}  // namespace neuron
