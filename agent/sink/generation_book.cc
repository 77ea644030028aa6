#include "agent/sink/generation_book.h"

#include <cstddef>

#include "absl/algorithm/container.h"
#include "agent/telemetry/generation.h"

namespace neuron {
namespace {

constexpr std::size_t kKept = 64;

}  // namespace

std::string GenerationBook::Next(absl::Time now) {
  latest_.push_back(FormatGeneration({boot_tag_, ++writes_, now}));
  if (latest_.size() > kKept) {
    latest_.pop_front();
  }
  return latest_.back();
}

void GenerationBook::Stamp(absl::Time now, std::vector<DesiredAttribute>* attributes) {
  for (DesiredAttribute& attribute : *attributes) {
    if (attribute.kind == AttributeKind::kGeneration) {
      attribute.value = Next(now);
    }
  }
}

bool GenerationBook::IsOurs(absl::string_view generation) const {
  return absl::c_linear_search(latest_, generation);
}

}  // namespace neuron
