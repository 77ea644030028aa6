#include "agent/device/attribute.h"

#include <cstddef>

#include "absl/strings/escaping.h"

namespace neuron {

absl::Status Unexpected(absl::string_view expected, absl::string_view bytes) {
  constexpr std::size_t kQuoted = 40;
  return absl::DataLossError(
      absl::StrCat("expected ", expected, ", found ",
                   bytes.empty() ? "nothing"
                                 : absl::StrCat("\"", absl::CHexEscape(bytes.substr(0, kQuoted)),
                                                "\"", bytes.size() > kQuoted ? "..." : "")));
}

}  // namespace neuron
