#include <sys/inotify.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/edge/node_event.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto events =
      neuron::DecodeNodeEvents(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (events.ok() && events->size() * sizeof(inotify_event) > size) {
    std::abort();
  }
  return 0;
}
