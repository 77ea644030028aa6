#include "agent/lease/logical_nc_config.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"

namespace neuron {

absl::StatusOr<int> ParseLogicalNcConfig(absl::string_view name, absl::string_view value) {
  constexpr std::size_t kShown = 20;
  if (value == "1" || value == "2") {
    return value == "1" ? 1 : 2;
  }
  return absl::InvalidArgumentError(
      absl::StrCat(name, "=", absl::CHexEscape(value.substr(0, kShown)), " is not 1 or 2"));
}

absl::StatusOr<int> ParseLogicalNcConfigFile(absl::string_view text) {
  constexpr absl::string_view kName = "NEURON_LOGICAL_NC_CONFIG";
  int size = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (absl::ConsumePrefix(&line, kName) && absl::ConsumePrefix(&line, "=")) {
      NEURON_ASSIGN_OR_RETURN(size, ParseLogicalNcConfig(kName, absl::StripAsciiWhitespace(line)));
    }
  }
  return size;
}

}  // namespace neuron
