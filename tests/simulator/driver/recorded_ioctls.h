#ifndef TESTS_SIMULATOR_DRIVER_RECORDED_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_RECORDED_IOCTLS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron::sim {

// What the argument pointed at, before and after the call.
struct RecordedPointer {
  // Where in the argument the pointer is; it was blanked.
  std::size_t at = 0;
  std::string in, out;
};

// One line of a recorded ioctl.jsonl: an ioctl, or, with the name "mmap:nds", a mapping.
struct RecordedIoctl {
  // Who asked of what: "held", "O_RDWR", the index of the chip.
  std::string state, open;
  int chip = 0;
  std::string name, note;
  std::uint32_t number = 0;
  // What it returned: a negative errno, or 0.
  int result = 0;
  std::string in, out;
  // In the order of their place.
  std::vector<RecordedPointer> pointers;
  // Of a mapping: how many bytes, and the u64 numbers in it that are not 0, by their offsets.
  std::size_t length = 0;
  std::string protection;
  std::map<std::size_t, std::uint64_t> numbers;

  bool is_mapping() const { return name == "mmap:nds"; }
};

// All of tests/fixtures/neuron-driver/<file>, but for the opens. REQUIRES: it is in the test's
// data.
std::vector<RecordedIoctl> ReadRecordedIoctls(absl::string_view file);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_RECORDED_IOCTLS_H_
