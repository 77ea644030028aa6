#ifndef AGENT_DEVICE_ANSWER_LINE_H_
#define AGENT_DEVICE_ANSWER_LINE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/device/driver.h"

namespace neuron {

// A line of the answer book: what one chip said. Fourteen words with a space between:
//
//   chip inode domain bus slot function architecture revision abi_min abi_max features routing_id
//   cores pod
//
// The first two are numbers; each of the others is one, or "-" for absent, or "?" for unknown.
// `cores` is eight numbers with commas between; so is `pod`: type, state, serial, size, node. "~"
// is a pod that was not settled.

// Why a pod is unknown that was not settled when its chip was asked.
absl::Status NotSettled();

// What one chip said, and which it was.
struct AskedChip {
  // N of neuron<N>.
  int index = 0;
  // The inode of its sysfs directory, which is another each time that the chip comes back.
  std::uint64_t inode = 0;
  DeviceAnswers answers;
};

// Without a line feed. The reason of an unknown is lost, but for NotSettled().
std::string FormatAnswers(const AskedChip& chip);

// Over foreign bytes: false for a line that FormatAnswers() does not make, and for answers that
// cannot be.
bool ParseAnswers(absl::string_view line, AskedChip* chip);

}  // namespace neuron

#endif  // AGENT_DEVICE_ANSWER_LINE_H_
