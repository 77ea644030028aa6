#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/device/sysfs_value.h"

// What a parser takes, said again in its shortest form, it takes again for the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto number = neuron::ParseUnsigned(bytes);
  if (number.ok() && neuron::ParseUnsigned(absl::StrCat(*number)) != number) {
    std::abort();
  }
  const auto text = neuron::ParseText(bytes);
  if (text.ok() && neuron::ParseText(*text) != text) {
    std::abort();
  }
  const auto serial = neuron::ParseSerialNumber(bytes);
  if (serial.ok() && (serial->size() != 16 || !text.ok())) {
    std::abort();
  }
  const auto chips = neuron::ParseNeighbours(bytes);
  if (chips.ok() && !chips->empty() &&
      neuron::ParseNeighbours(absl::StrJoin(chips->chips(), ", ")) != chips) {
    std::abort();
  }
  const auto device = neuron::ParseDeviceNumber(bytes);
  if (device.ok() &&
      neuron::ParseDeviceNumber(absl::StrCat(device->major, ":", device->minor))->minor !=
          device->minor) {
    std::abort();
  }
  return 0;
}
