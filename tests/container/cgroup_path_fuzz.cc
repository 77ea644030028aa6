#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "agent/container/cgroup_path.h"

// What is found stands in the text, and is fit for an ARN and a file's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::optional<neuron::CgroupOwner> owner = neuron::ParseCgroups(text);
  if (!owner.has_value()) {
    return 0;
  }
  const bool is_fit =
      std::all_of(owner->task_id.begin(), owner->task_id.end(),
                  [](unsigned char c) { return absl::ascii_isalnum(c) || c == '-'; });
  if (!is_fit || !neuron::NamesContainer(owner->id) || !absl::StrContains(text, owner->id) ||
      !absl::StrContains(text, owner->task_id)) {
    std::abort();
  }
  return 0;
}
