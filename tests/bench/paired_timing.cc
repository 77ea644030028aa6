#include "tests/bench/paired_timing.h"

#include <time.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/time/time.h"

namespace neuron {
namespace {

absl::Duration ProcessorTime() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return absl::DurationFromTimespec(now);
}

absl::Duration Time(const std::function<void()>& run) {
  const absl::Duration start = ProcessorTime();
  run();
  return ProcessorTime() - start;
}

template <typename T>
T Median(std::vector<T> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

PairedTiming TimePairs(int pairs, const std::function<void()>& ours,
                       const std::function<void()>& floor,
                       const std::function<void()>& before_each) {
  ours();
  floor();
  const auto time = [&](const std::function<void()>& run) {
    before_each();
    return Time(run);
  };
  std::vector<absl::Duration> our_times;
  std::vector<absl::Duration> floor_times;
  std::vector<double> ratios;
  for (int pair = 0; pair < pairs; ++pair) {
    const bool ours_first = pair % 2 == 0;
    const absl::Duration first = time(ours_first ? ours : floor);
    const absl::Duration second = time(ours_first ? floor : ours);
    our_times.push_back(ours_first ? first : second);
    floor_times.push_back(ours_first ? second : first);
    ratios.push_back(absl::FDivDuration(our_times.back(), floor_times.back()));
  }
  return {Median(our_times), Median(floor_times), Median(ratios)};
}

}  // namespace neuron
