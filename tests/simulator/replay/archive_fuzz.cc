// Bytes that are said to be a capture.

#include <cstddef>
#include <cstdint>

#include "tests/simulator/replay/archive_reader.h"
#include "tests/simulator/replay/replayed_host.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto members = neuron::sim::ReadTar(bytes);
  if (members.ok()) {
    const auto host = neuron::sim::MakeReplayedHost(*members);
    if (host.ok() && (*host)->chips.empty()) __builtin_trap();
  }
  static_cast<void>(neuron::sim::DecompressZstd(bytes, 1 << 20));
  return 0;
}
