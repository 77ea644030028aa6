#ifndef TESTS_SINK_PUBLISHER_DICE_H_
#define TESTS_SINK_PUBLISHER_DICE_H_

#include <cstdint>
#include <random>

#include "absl/time/time.h"
#include "agent/aws/ecs_error.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Draws what happens to a publisher: the same for the same seed.
class PublisherDice {
 public:
  explicit PublisherDice(unsigned seed) : engine_(seed) {}

  // 0 to sides - 1.
  int Draw(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(engine_); }

  EcsErrorKind DrawKind() {
    constexpr EcsErrorKind kKinds[] = {
        EcsErrorKind::kRetry,     EcsErrorKind::kThrottled,     EcsErrorKind::kRefetchCredentials,
        EcsErrorKind::kClockSkew, EcsErrorKind::kNotFound,      EcsErrorKind::kAccessDenied,
        EcsErrorKind::kPermanent, EcsErrorKind::kLimitExceeded,
    };
    return kKinds[Draw(8)];
  }

  // 0.01 to 0.99.
  double DrawJitter() { return (1 + Draw(99)) / 100.0; }

  // Most often short.
  absl::Duration DrawPause() {
    return Draw(5) == 0 ? absl::Minutes(Draw(50)) : absl::Milliseconds(Draw(8000));
  }

  // What is free of a trn1.32xlarge after `free`: a job takes a chip, or all is otherwise.
  ChipSet DrawAfter(ChipSet free) {
    if (Draw(2) == 0) {
      return ChipSet(static_cast<std::uint64_t>(Draw(1 << 16)));
    }
    free.Remove(Draw(16));
    return free;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace neuron

#endif  // TESTS_SINK_PUBLISHER_DICE_H_
