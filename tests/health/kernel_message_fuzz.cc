#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/health/kernel_message.h"

namespace {

bool IsIndexIn(const absl::optional<int>& index, absl::string_view text) {
  return !index.has_value() || (*index >= 0 && absl::StrContains(text, absl::StrCat(*index)));
}

}  // namespace

// What a message says is in the text, and the reason against it is fit for a terminal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::optional<neuron::KernelMessage> message = neuron::ParseKernelMessage(text);
  if (!message.has_value()) {
    return 0;
  }
  const bool says_so = IsIndexIn(message->chip, text) && IsIndexIn(message->core, text) &&
                       absl::StrContains(text, message->serial_number) &&
                       absl::StrContains(text, message->instance_id) &&
                       absl::StrContains(text, message->action) &&
                       absl::StrContains(text, message->error);
  const bool is_of_one_kind = message->is_hardware_error != message->error.empty();
  const bool is_fit = std::all_of(message->flaw.begin(), message->flaw.end(), absl::ascii_isprint);
  if (!says_so || !is_of_one_kind || !is_fit || message->flaw.size() > 400) {
    std::abort();
  }
  return 0;
}
