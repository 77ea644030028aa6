#include "agent/telemetry/time_codec.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "agent/telemetry/field_error.h"

namespace neuron {
namespace {

// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, since the epoch.
constexpr std::int64_t kFirstSecond = -62135596800;
constexpr std::int64_t kLastSecond = 253402300799;
// Of a Duration, on either side of zero.
constexpr std::int64_t kMostSeconds = 315576000000;
constexpr std::int32_t kNanosPerSecond = 1000000000;

bool Opposed(std::int64_t seconds, std::int32_t nanos) {
  return (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0);
}

}  // namespace

bool HasTimestamp(absl::Time time) {
  return time >= absl::FromUnixSeconds(kFirstSecond) &&
         time < absl::FromUnixSeconds(kLastSecond + 1);
}

google::protobuf::Timestamp EncodeTime(absl::Time time) {
  const timespec since_epoch = absl::ToTimespec(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(since_epoch.tv_sec);
  timestamp.set_nanos(static_cast<std::int32_t>(since_epoch.tv_nsec));
  return timestamp;
}

google::protobuf::Duration EncodeDuration(absl::Duration duration) {
  const absl::Duration most = absl::Seconds(kMostSeconds);
  absl::Duration rest = std::clamp(duration, -most, most);
  google::protobuf::Duration encoded;
  encoded.set_seconds(absl::IDivDuration(rest, absl::Seconds(1), &rest));
  encoded.set_nanos(static_cast<std::int32_t>(rest / absl::Nanoseconds(1)));
  return encoded;
}

absl::StatusOr<absl::Time> DecodeTime(absl::string_view field, bool is_set,
                                      const google::protobuf::Timestamp& timestamp) {
  if (!is_set) return absl::InfinitePast();
  if (timestamp.seconds() < kFirstSecond || timestamp.seconds() > kLastSecond ||
      timestamp.nanos() < 0 || timestamp.nanos() >= kNanosPerSecond) {
    return FieldError(field, "not a time between the years 1 and 9999");
  }
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

absl::StatusOr<absl::Duration> DecodeDuration(absl::string_view field,
                                              const google::protobuf::Duration& duration) {
  if (duration.seconds() < -kMostSeconds || duration.seconds() > kMostSeconds ||
      std::abs(std::int64_t{duration.nanos()}) >= kNanosPerSecond ||
      Opposed(duration.seconds(), duration.nanos())) {
    return FieldError(field, "not a duration of at most 10,000 years");
  }
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

}  // namespace neuron
