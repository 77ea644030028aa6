#include "tests/simulator/play/retries.h"

#include <algorithm>
#include <utility>

namespace neuron::sim {

void Retries::Try(Attempt attempt, absl::Time deadline, Done done) {
  const absl::Status status = attempt();
  if (!absl::IsUnavailable(status)) return done(status);
  waiting_.push_back({std::move(attempt), deadline, std::move(done)});
}

std::optional<absl::Time> Retries::NextDue() const {
  std::optional<absl::Time> due;
  for (const Waiting& waiting : waiting_) {
    due = std::min(due.value_or(waiting.deadline), waiting.deadline);
  }
  return due;
}

void Retries::Advance(absl::Time now) {
  // What is done may try something else.
  for (Waiting& waiting : std::exchange(waiting_, {})) {
    const absl::Status status = waiting.attempt();
    if (absl::IsUnavailable(status) && now < waiting.deadline) {
      waiting_.push_back(std::move(waiting));
    } else {
      waiting.done(status);
    }
  }
}

}  // namespace neuron::sim
