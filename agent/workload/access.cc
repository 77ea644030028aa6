#include "agent/workload/access.h"

#include <fcntl.h>

#include "absl/strings/ascii.h"
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

Access AccessOf(std::uint32_t open_flags) {
  if ((open_flags & O_PATH) != 0) {
    return Access::kNone;
  }
  return open_flags % 2 == 0 ? Access::kFull : Access::kFree;
}

Access ParseAccess(absl::string_view fdinfo) {
  for (absl::string_view line : absl::StrSplit(fdinfo, '\n')) {
    std::uint32_t flags;
    if (absl::ConsumePrefix(&line, "flags:")) {
      return ParseOctal(absl::StripAsciiWhitespace(line), &flags) ? AccessOf(flags) : Access::kFull;
    }
  }
  return Access::kFull;
}

}  // namespace neuron
