#include "agent/telemetry/generation.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace neuron {

std::string FormatGeneration(const AttributeGeneration& generation) {
  return absl::StrFormat("%s-%06d-%d", generation.boot_tag, generation.write,
                         absl::ToUnixSeconds(generation.at));
}

absl::optional<AttributeGeneration> ParseGeneration(absl::string_view text) {
  constexpr absl::string_view kHexDigits = "0123456789abcdef";
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  AttributeGeneration generation;
  std::int64_t seconds = 0;
  if (parts.size() != 3 || parts[0].size() != 4 ||
      parts[0].find_first_not_of(kHexDigits) != absl::string_view::npos ||
      !absl::SimpleAtoi(parts[1], &generation.write) || !absl::SimpleAtoi(parts[2], &seconds)) {
    return absl::nullopt;
  }
  generation.boot_tag = std::string(parts[0]);
  generation.at = absl::FromUnixSeconds(seconds);
  // What reads as numbers may still be written in another way.
  return FormatGeneration(generation) == text ? absl::make_optional(generation) : absl::nullopt;
}

}  // namespace neuron
