#ifndef AGENT_TELEMETRY_READING_NUMBER_H_
#define AGENT_TELEMETRY_READING_NUMBER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// Readings as the numbers of the catalog's rows. What cannot be said is unknown, never 0. All pure.

inline Reading<Number> Whole(std::uint64_t value) { return Number(value); }

inline Reading<Number> Unsaid(absl::string_view why) {
  return Reading<Number>::Unknown(absl::UnknownError(why));
}

inline Reading<Number> WholeOf(const Reading<std::uint64_t>& reading) {
  return reading.Map([](std::uint64_t value) { return Number(value); });
}

// Absent for the infinite past: it never happened.
inline Reading<Number> SecondsSinceEpoch(absl::Time time) {
  if (time == absl::InfinitePast()) return Reading<Number>::Absent();
  return Number(absl::ToDoubleSeconds(time - absl::UnixEpoch()));
}

// `part` of the value; unknown or absent as the whole is.
template <typename T, typename Part>
Reading<Number> PartOf(const Reading<T>& whole, Part part) {
  return whole.has_value() ? part(whole.value()) : whole.Map([](const T&) { return Number(); });
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_READING_NUMBER_H_
