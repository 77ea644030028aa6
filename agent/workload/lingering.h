#ifndef AGENT_WORKLOAD_LINGERING_H_
#define AGENT_WORKLOAD_LINGERING_H_

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace neuron {

// Keeps promises that have ended until a look that began later can have seen what became of them:
// a lease whose process has just opened its chip, a reservation whose container has just started.
// So a chip that goes from one layer of evidence to the next is in one of them all the time.
//
// One thread. T is a Lease, an UnclearLease or a Reservation: what IsSamePromise() can compare.
template <typename T>
class Lingering {
 public:
  // `there` is what is promised now. Returns that and what has ended since a look at `looked_at`
  // began; both times by one clock that never goes back.
  std::vector<T> Keep(std::vector<T> there, absl::Duration now, absl::Duration looked_at) {
    for (const T& before : last_) {
      if (!Contains(there, before)) {
        ended_.push_back({before, now});
      }
    }
    ended_.erase(std::remove_if(ended_.begin(), ended_.end(),
                                [&](const Ended& ended) {
                                  return Contains(there, ended.promise) || looked_at > ended.at;
                                }),
                 ended_.end());
    last_ = there;
    for (const Ended& ended : ended_) {
      there.push_back(ended.promise);
    }
    return there;
  }

  // Whether a look is wanted that would end the waiting.
  bool waits() const { return !ended_.empty(); }

 private:
  struct Ended {
    T promise;
    absl::Duration at;
  };

  static bool Contains(const std::vector<T>& list, const T& promise) {
    return std::find_if(list.begin(), list.end(), [&](const T& other) {
             return IsSamePromise(other, promise);
           }) != list.end();
  }

  std::vector<T> last_;
  std::vector<Ended> ended_;
};

}  // namespace neuron

#endif  // AGENT_WORKLOAD_LINGERING_H_
