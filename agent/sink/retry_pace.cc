#include "agent/sink/retry_pace.h"

namespace neuron {

RetryPace PaceOf(EcsErrorKind kind) {
  switch (kind) {
    case EcsErrorKind::kRetry:
      return {absl::Milliseconds(500), absl::Seconds(30)};
    case EcsErrorKind::kThrottled:
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
