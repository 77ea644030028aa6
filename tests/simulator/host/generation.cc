#include "tests/simulator/host/generation.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron::sim {
namespace {

constexpr int kRecordedMinor = 24;

// "2.24.7.0" is also called "2.24.7" and "2.24"; the old ones have three numbers only.
bool IsCalled(const Generation& generation, absl::string_view name) {
  return name == generation.version || name == absl::StrCat("2.", generation.minor) ||
         absl::StrCat(name, ".0") == generation.version;
}

}  // namespace

const std::vector<Generation>& Generations() {
  static const std::vector<Generation> generations = {
      {"2.5.7", 5},     {"2.7.15", 7},    {"2.8.4", 8},     {"2.10.11", 10},
      {"2.14.5", 14},   {"2.16.7", 16},   {"2.18.12", 18},  {"2.19.64", 19},
      {"2.21.37", 21},  {"2.23.9", 23},   {"2.24.7.0", 24}, {"2.25.4.0", 25},
      {"2.28.0.0", 28}, {"2.29.0.0", 29}, {"2.30.2.0", 30}, {"2.31.7.0", 31},
  };
  return generations;
}

const Generation& RecordedGeneration() {
  static const Generation& recorded = *std::find_if(
      Generations().begin(), Generations().end(),
      [](const Generation& generation) { return generation.minor == kRecordedMinor; });
  return recorded;
}

absl::StatusOr<Generation> FindGeneration(absl::string_view version) {
  for (const Generation& generation : Generations()) {
    if (IsCalled(generation, version)) return generation;
  }
  const auto add_version = [](std::string* out, const Generation& generation) {
    absl::StrAppend(out, generation.version);
  };
  return absl::InvalidArgumentError(absl::StrCat("no driver version \"", version, "\": use one of ",
                                                 absl::StrJoin(Generations(), ", ", add_version)));
}

int ProcessSlots(const Generation& generation) { return generation.minor < 18 ? 8 : 16; }

}  // namespace neuron::sim
