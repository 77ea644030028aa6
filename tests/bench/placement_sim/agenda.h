#ifndef TESTS_BENCH_PLACEMENT_SIM_AGENDA_H_
#define TESTS_BENCH_PLACEMENT_SIM_AGENDA_H_

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "absl/time/time.h"

namespace neuron {

// What is to happen, on a clock of its own that stands still but for that. What is to happen at the
// same moment happens in the order in which it was entered. One thread.
class Agenda {
 public:
  // Since the beginning.
  absl::Duration now() const { return now_; }
  // The same as a date, for people.
  absl::Time date() const { return absl::FromUnixSeconds(1795000000) + now_; }

  // REQUIRES: `delay` is not negative.
  void After(absl::Duration delay, std::function<void()> act) {
    acts_.emplace(std::make_pair(now_ + delay, ++entered_), std::move(act));
  }

  // What comes next; false if there is nothing more.
  bool DoNext() {
    if (acts_.empty()) {
      return false;
    }
    const auto next = acts_.extract(acts_.begin());
    now_ = next.key().first;
    next.mapped()();
    return true;
  }

 private:
  absl::Duration now_;
  std::uint64_t entered_ = 0;
  std::map<std::pair<absl::Duration, std::uint64_t>, std::function<void()>> acts_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_AGENDA_H_
