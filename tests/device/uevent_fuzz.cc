#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "agent/device/uevent.h"

// Whatever is taken for an event begins as one, and it can be judged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view datagram(reinterpret_cast<const char*>(data), size);
  const auto event = neuron::ParseUevent(datagram);
  if (!event.ok()) {
    return 0;
  }
  const std::string header = absl::StrCat(event->action, "@", event->path);
  if (datagram.substr(0, header.size()) != header ||
      event->variables.at("DEVPATH") != event->path) {
    std::abort();
  }
  neuron::ConcernsChips(*event);
  return 0;
}
