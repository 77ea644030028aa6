#ifndef AGENT_DEVICE_TENSOR_ACTIVITY_H_
#define AGENT_DEVICE_TENSOR_ACTIVITY_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// tensor_engine/pe_cntrs (neuron-driver.md §7.6): cycles of a core's tensor engine, for each group
// of rows of its array. Read live from hardware, high word first: a value can be 2^32 too low where
// the low word overflows in between.
struct TensorActivity {
  static constexpr std::size_t kRowGroups = 4;
  struct RowGroup {
    std::uint64_t matmul_cycles = 0;
    std::uint64_t weight_load_cycles = 0;
    std::uint64_t idle_cycles = 0;
    friend bool operator==(const RowGroup& a, const RowGroup& b) {
      return a.matmul_cycles == b.matmul_cycles && a.weight_load_cycles == b.weight_load_cycles &&
             a.idle_cycles == b.idle_cycles;
    }
  };
  // The first `count` are there: the driver cuts its output at 255 bytes, and a last line that may
  // have lost its end is left out.
  std::array<RowGroup, kRowGroups> groups;
  std::size_t count = 0;

  friend bool operator==(const TensorActivity& a, const TensorActivity& b) {
    return a.groups == b.groups && a.count == b.count;
  }
};

// The bytes of the file: the header line, then 1 to 4 groups in order, each with its line feed;
// what was cut after them is left out. DataLoss for anything else, quoting the start of what was
// there. Pure.
absl::StatusOr<TensorActivity> ParseTensorActivity(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_TENSOR_ACTIVITY_H_
