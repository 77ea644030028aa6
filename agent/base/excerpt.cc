#include "agent/base/excerpt.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr std::size_t kMaxBytes = 300;
// Enough for kMaxBytes of words, whatever the space between them.
constexpr std::size_t kMaxRead = 16 * kMaxBytes;

}  // namespace

std::string Excerpt(absl::string_view text) {
  std::string line(text.substr(0, kMaxRead));
  std::replace_if(line.begin(), line.end(), absl::ascii_isspace, ' ');
  absl::RemoveExtraAsciiWhitespace(&line);
  const bool whole = text.size() <= kMaxRead && line.size() <= kMaxBytes;
  return absl::StrCat(absl::CHexEscape(line.substr(0, kMaxBytes)), whole ? "" : "...");
}

}  // namespace neuron
