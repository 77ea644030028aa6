#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/device/tensor_activity.h"

// What is taken, said again whole, is taken again for the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto activity =
      neuron::ParseTensorActivity(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!activity.ok()) {
    return 0;
  }
  std::string whole = "xrow_grp,mm_active,wl_active,idle\n";
  for (std::size_t i = 0; i < activity->count; ++i) {
    const auto& group = activity->groups[i];
    absl::StrAppend(&whole, i, ",", group.matmul_cycles, ",", group.weight_load_cycles, ",",
                    group.idle_cycles, "\n");
  }
  if (activity->count == 0 || neuron::ParseTensorActivity(whole) != activity) {
    std::abort();
  }
  return 0;
}
