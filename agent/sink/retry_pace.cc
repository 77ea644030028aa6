#include "agent/sink/retry_pace.h"

namespace neuron {
namespace {

// 10,000 hosts that wait up to so long make 33 calls a second.
constexpr absl::Duration kFleet = absl::Minutes(10);

}  // namespace

RetryPace PaceOf(EcsErrorKind kind) {
  switch (kind) {
    case EcsErrorKind::kRetry:
      return {absl::Milliseconds(500), kFleet};
    case EcsErrorKind::kThrottled:
      return {absl::Seconds(2), kFleet};
    case EcsErrorKind::kNotFound:
      return {absl::Seconds(2), absl::Minutes(1)};
    case EcsErrorKind::kLimitExceeded:
      return {absl::Milliseconds(500), absl::Minutes(5)};
    case EcsErrorKind::kRefetchCredentials:
    case EcsErrorKind::kClockSkew:
      return {absl::Seconds(10), absl::Minutes(5)};
    case EcsErrorKind::kAccessDenied:
    case EcsErrorKind::kPermanent:
      break;
  }
  return {absl::Minutes(1), absl::Minutes(10)};
}

}  // namespace neuron
