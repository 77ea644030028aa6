#include "tests/simulator/pending_reads.h"

#include <algorithm>

namespace neuron::sim {

std::optional<absl::Time> PendingReads::NextDue() const {
  absl::Time next = absl::InfiniteFuture();
  for (const Read& read : reads_) next = std::min(next, read.due());
  if (next == absl::InfiniteFuture()) return std::nullopt;
  return next;
}

void PendingReads::Advance(absl::Time now) {
  for (auto it = reads_.begin(); it != reads_.end();) {
    if (it->due() > now) {
      ++it;
      continue;
    }
    const Finish finish = std::move(it->finish);
    it = reads_.erase(it);
    finish(0);
  }
}

void PendingReads::CutShort(int error) {
  for (; !reads_.empty(); reads_.pop_front()) reads_.front().finish(error);
}

}  // namespace neuron::sim
