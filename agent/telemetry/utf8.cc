#include "agent/telemetry/utf8.h"

#include <cstddef>
#include <cstdint>

namespace neuron {
namespace {

constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

// By the length of a sequence: the first character that needs so many bytes.
constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
constexpr std::uint32_t kLargest = 0x10ffff;

std::size_t AnnouncedLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

bool IsCharacter(std::uint32_t code, std::size_t length) {
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return code >= kSmallest[length] && code <= kLargest && !surrogate;
}

// The length of the well-formed sequence at the start of `bytes`, which are not empty; 0 if there
// is none.
std::size_t SequenceLength(absl::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const std::size_t length = AnnouncedLength(lead);
  if (length == 1) return 1;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length) return 0;
  std::uint32_t code = lead & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[i]);
    if ((next & 0xc0) != 0x80) return 0;
    code = code << 6 | (next & 0x3f);
  }
  return IsCharacter(code, length) ? length : 0;
}

// How many bytes of well-formed sequences `bytes` begin with.
std::size_t ValidLength(absl::string_view bytes) {
  std::size_t valid = 0;
  while (valid < bytes.size()) {
    const std::size_t length = SequenceLength(bytes.substr(valid));
    if (length == 0) break;
    valid += length;
  }
  return valid;
}

}  // namespace

std::string ValidUtf8(absl::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const absl::string_view valid = bytes.substr(0, ValidLength(bytes));
    text.append(valid.data(), valid.size());
    bytes.remove_prefix(valid.size());
    if (!bytes.empty()) {
      text.append(kReplacement.data(), kReplacement.size());
      bytes.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace neuron
