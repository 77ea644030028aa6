#include "agent/workload/proc_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

// No more than 32 bits, as the kernel's own.
bool ParseOctal(absl::string_view digits, std::uint32_t* value) {
  std::uint64_t number = 0;
  for (char digit : digits) {
    if (digit < '0' || digit > '7') {
      return false;
    }
    number = number * 8 + static_cast<std::uint64_t>(digit - '0');
    if (number > UINT32_MAX) {
      return false;
    }
  }
  *value = static_cast<std::uint32_t>(number);
  return !digits.empty();
}

}  // namespace

Access ParseAccess(absl::string_view fdinfo) {
  for (absl::string_view line : absl::StrSplit(fdinfo, '\n')) {
    std::uint32_t flags;
    if (absl::ConsumePrefix(&line, "flags:")) {
      return ParseOctal(absl::StripAsciiWhitespace(line), &flags) ? AccessOf(flags) : Access::kFull;
    }
  }
  return Access::kFull;
}

std::uint64_t ParseStartTicks(absl::string_view stat) {
  const std::vector<absl::string_view> fields =
      absl::StrSplit(stat.substr(stat.rfind(')') + 1), ' ', absl::SkipEmpty());
  // The first after the command is field 3.
  constexpr std::size_t kStartTime = 22 - 3;
  std::uint64_t ticks = 0;
  return fields.size() > kStartTime && absl::SimpleAtoi(fields[kStartTime], &ticks) ? ticks : 0;
}

}  // namespace neuron
