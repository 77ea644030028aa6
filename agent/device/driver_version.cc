#include "agent/device/driver_version.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

// Digits only, and as a number is written: absl's own parser also takes signs, spaces and zeros in
// front.
bool ParsePart(absl::string_view text, int* part) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
         (text.size() == 1 || text[0] != '0') && absl::SimpleAtoi(text, part);
}

}  // namespace

absl::StatusOr<DriverVersion> ParseDriverVersion(absl::string_view text) {
  constexpr std::size_t kQuoted = 40;
  const std::vector<absl::string_view> words = absl::StrSplit(text, '.');
  DriverVersion version;
  int* const parts[] = {&version.major, &version.minor, &version.patch, &version.build};
  bool is_version = words.size() >= 2 && words.size() <= 4;
  for (std::size_t i = 0; is_version && i < words.size(); ++i) {
    is_version = ParsePart(words[i], parts[i]);
  }
  if (!is_version) {
    return absl::DataLossError(absl::StrCat("no version of a driver: \"",
                                            absl::CHexEscape(text.substr(0, kQuoted)), "\"",
                                            text.size() > kQuoted ? "..." : ""));
  }
  return version;
}

}  // namespace neuron
