#ifndef AGENT_TELEMETRY_TIME_CODEC_H_
#define AGENT_TELEMETRY_TIME_CODEC_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace neuron {

// Whether a Timestamp can say it: the years 1 to 9999. "Never", the infinite past, is not among
// them and travels as a field that is not set.
bool HasTimestamp(absl::Time time);

// In whole nanoseconds, rounded down. REQUIRES: HasTimestamp(time).
google::protobuf::Timestamp EncodeTime(absl::Time time);

// In whole nanoseconds, rounded to zero; what is longer than a Duration can say (10,000 years) is
// as long as it can.
google::protobuf::Duration EncodeDuration(absl::Duration duration);

// The reverse; FieldError for what the well-known types do not allow. A time that is not set is the
// infinite past.
absl::StatusOr<absl::Time> DecodeTime(absl::string_view field, bool is_set,
                                      const google::protobuf::Timestamp& timestamp);
absl::StatusOr<absl::Duration> DecodeDuration(absl::string_view field,
                                              const google::protobuf::Duration& duration);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_TIME_CODEC_H_
