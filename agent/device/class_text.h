#ifndef AGENT_DEVICE_CLASS_TEXT_H_
#define AGENT_DEVICE_CLASS_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "agent/base/reading.h"

namespace neuron {

// The files of <sysfs>/class/neuron_device as values: pure, and strict. Each takes the bytes with
// or without the closing line feed. "busy" (an election is running) and "init_error" are unknown by
// name; what is not known at all is unknown (DataLoss), quoting its start.

// A number: absent if "-1".
Reading<std::uint64_t> ParseClassNumber(absl::string_view bytes);

// 16 hex digits: absent if all are zero.
Reading<std::string> ParseServerId(absl::string_view bytes);

// "1,3,4": absent if there are none (a lone line feed).
Reading<std::string> ParseModes(absl::string_view bytes);

// One line of text: absent if "-1" or nothing but zeros.
Reading<std::string> ParseReservationId(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_CLASS_TEXT_H_
