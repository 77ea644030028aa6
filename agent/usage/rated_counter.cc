#include "agent/usage/rated_counter.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace neuron {
namespace {

Reading<double> Unknown(absl::string_view why) {
  return Reading<double>::Unknown(absl::UnavailableError(why));
}

Reading<double> Rate(const Reading<std::uint64_t>& before, const Reading<std::uint64_t>& now,
                     const absl::optional<absl::Duration>& elapsed) {
  if (!now.has_value()) {
    return now.Map([](std::uint64_t total) { return static_cast<double>(total); });
  }
  if (!before.has_value() || !elapsed.has_value()) {
    return Unknown("no reading before to compare with");
  }
  if (*elapsed <= absl::ZeroDuration()) {
    return Unknown("no time has passed since the reading before");
  }
  return static_cast<double>(now.value() - before.value()) / absl::ToDoubleSeconds(*elapsed);
}

}  // namespace

Reading<double> TakeRated(const Reading<std::uint64_t>& value, const CounterMoment& moment,
                          RebasedCounter* counter, Reading<std::uint64_t>* total) {
  const std::uint64_t rebases = counter->rebases();
  const Reading<std::uint64_t> before =
      std::exchange(*total, counter->Take(value, moment.epoch, moment.now));
  return counter->rebases() == rebases
             ? Rate(before, *total, moment.elapsed)
             : Unknown(absl::StrCat("began anew: ", Word(counter->reason())));
}

}  // namespace neuron
