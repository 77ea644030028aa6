#include "agent/telemetry/time_codec.h"

#include <cstdint>

#include "gtest/gtest.h"

namespace neuron {
namespace {

absl::StatusOr<absl::Time> DecodeParts(std::int64_t seconds, std::int32_t nanos) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(nanos);
  return DecodeTime("at", true, timestamp);
}

absl::StatusOr<absl::Duration> DecodeDurationParts(std::int64_t seconds, std::int32_t nanos) {
  google::protobuf::Duration duration;
  duration.set_seconds(seconds);
  duration.set_nanos(nanos);
  return DecodeDuration("took", duration);
}

TEST(HasTimestamp, IsFalseForNever) {
  EXPECT_FALSE(HasTimestamp(absl::InfinitePast()));
  EXPECT_FALSE(HasTimestamp(absl::InfiniteFuture()));
  EXPECT_TRUE(HasTimestamp(absl::UnixEpoch()));
}

TEST(HasTimestamp, SpansTheYears1To9999) {
  const absl::Time first = absl::FromUnixSeconds(-62135596800);
  const absl::Time last = absl::FromUnixSeconds(253402300800) - absl::Nanoseconds(1);
  EXPECT_TRUE(HasTimestamp(first));
  EXPECT_FALSE(HasTimestamp(first - absl::Nanoseconds(1)));
  EXPECT_TRUE(HasTimestamp(last));
  EXPECT_FALSE(HasTimestamp(last + absl::Nanoseconds(1)));
}

TEST(EncodeTime, RoundsDownToNanoseconds) {
  const google::protobuf::Timestamp after = EncodeTime(absl::UnixEpoch() + absl::Nanoseconds(1.75));
  EXPECT_EQ(after.nanos(), 1);
  const google::protobuf::Timestamp before = EncodeTime(absl::UnixEpoch() - absl::Nanoseconds(0.5));
  EXPECT_EQ(before.seconds(), -1);
  EXPECT_EQ(before.nanos(), 999999999);
}

TEST(DecodeTime, IsTheReverse) {
  const absl::Time time = absl::FromUnixNanos(-1795000000123456789);
  EXPECT_EQ(*DecodeTime("at", true, EncodeTime(time)), time);
}

TEST(DecodeTime, OfNothingIsTheInfinitePast) {
  EXPECT_EQ(*DecodeTime("at", false, {}), absl::InfinitePast());
}

TEST(DecodeTime, RefusesWhatIsNoTimestamp) {
  EXPECT_TRUE(DecodeParts(253402300799, 999999999).ok());
  EXPECT_FALSE(DecodeParts(253402300800, 0).ok());
  EXPECT_FALSE(DecodeParts(-62135596801, 0).ok());
  EXPECT_FALSE(DecodeParts(0, 1000000000).ok());
  EXPECT_EQ(DecodeParts(0, -1).status(),
            absl::InvalidArgumentError("at: not a time between the years 1 and 9999"));
}

TEST(EncodeDuration, RoundsToZero) {
  EXPECT_EQ(EncodeDuration(absl::Nanoseconds(1.75)).nanos(), 1);
  EXPECT_EQ(EncodeDuration(absl::Nanoseconds(-1.75)).nanos(), -1);
}

TEST(EncodeDuration, IsAtMostTenThousandYears) {
  EXPECT_EQ(EncodeDuration(absl::InfiniteDuration()).seconds(), 315576000000);
  EXPECT_EQ(EncodeDuration(-absl::InfiniteDuration()).seconds(), -315576000000);
}

TEST(DecodeDuration, IsTheReverse) {
  for (const absl::Duration duration :
       {absl::Nanoseconds(1500000001), -absl::Nanoseconds(1500000001), absl::ZeroDuration()}) {
    EXPECT_EQ(*DecodeDuration("took", EncodeDuration(duration)), duration);
  }
}

TEST(DecodeDuration, RefusesWhatIsNoDuration) {
  EXPECT_FALSE(DecodeDurationParts(1, -1).ok());
  EXPECT_FALSE(DecodeDurationParts(-1, 1).ok());
  EXPECT_FALSE(DecodeDurationParts(0, 1000000000).ok());
  EXPECT_FALSE(DecodeDurationParts(0, -2147483647 - 1).ok());
  EXPECT_EQ(DecodeDurationParts(315576000001, 0).status(),
            absl::InvalidArgumentError("took: not a duration of at most 10,000 years"));
}

}  // namespace
}  // namespace neuron
