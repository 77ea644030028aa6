#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "probes/cgroup_event.h"
#include "probes/cgroup_events.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto event =
      neuron::DecodeCgroupEvent(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (event.ok() &&
      (size != sizeof(cgroup_event_record) || event->path.size() >= CGROUP_PATH_SIZE)) {
    std::abort();
  }
  return 0;
}
