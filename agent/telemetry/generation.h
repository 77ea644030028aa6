#ifndef AGENT_TELEMETRY_GENERATION_H_
#define AGENT_TELEMETRY_GENERATION_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// Who wrote a set of attributes, and when: the value of neuron.gen.
struct AttributeGeneration {
  // Of the boot: four lower-case hex digits.
  std::string boot_tag;
  // Counted from 1 in each run of an agent.
  std::uint64_t write = 0;
  // In whole seconds.
  absl::Time at;

  friend bool operator==(const AttributeGeneration& a, const AttributeGeneration& b) {
    return a.boot_tag == b.boot_tag && a.write == b.write && a.at == b.at;
  }
};

// "7f3a-000042-1795000000". Pure.
std::string FormatGeneration(const AttributeGeneration& generation);

// None if the text is not what FormatGeneration() makes. Pure.
absl::optional<AttributeGeneration> ParseGeneration(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_GENERATION_H_
