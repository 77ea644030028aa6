// Fuzzes the parser of URLs: what it takes has its parts, and no message has a control character.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "agent/base/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto url = neuron::ParseUrl(text);
  const std::string shown = neuron::WithoutQuery(text);
  if (!std::all_of(shown.begin(), shown.end(), absl::ascii_isprint)) {
    std::abort();
  }
  if (url.ok() && (url->target.empty() || url->target[0] != '/' || HostHeader(*url).empty())) {
    std::abort();
  }
  return 0;
}
