#ifndef AGENT_HEALTH_KERNEL_MESSAGE_H_
#define AGENT_HEALTH_KERNEL_MESSAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/health/sign.h"

namespace neuron {

// What a text in the kernel's log says against a chip, or against the host. Nothing in it has been
// verified.
struct KernelMessage {
  // What is wrong; nothing if it is an error that is not known here.
  absl::optional<Ailment> ailment;
  // Whether it is a runtime's NEURON_HW_ERR line and not one of the driver's own. A runtime knows
  // which chips there are; the driver also speaks of one that nobody else sees yet.
  bool is_hardware_error = false;
  // "SRAM_UNCORRECTABLE_ERROR"; empty for the driver's own lines.
  std::string error;
  // N of neuron<N>: nd-id, or the driver's "nd<N>:".
  absl::optional<int> chip;
  // nc-id.
  absl::optional<int> core;
  // serial-num, instance-id, action; empty if they are not said.
  std::string serial_number;
  std::string instance_id;
  std::string action;
  // Why nobody honest says it like this: "nd-id=-1 is no index". Empty if nothing speaks against
  // it.
  std::string flaw;
};

// Reads a text of the log, without prefix. Nothing for what does not concern a chip's health, which
// is nearly everything. Pure, over foreign bytes.
//
// NEURON_HW_ERR=<ERROR> counts at the start of the text or behind "kernel: ", followed by a space
// or the end; nd-id, nc-id, serial-num, instance-id, hostname and action may stand before or behind
// it in any order, and other words behind it. The driver's own lines are known by what AWS's driver
// says (neuron-driver.md §8.4) behind its prefix "neuron:<function>:", at the same places; lines
// without that prefix may be anybody's and do not count. Lines of transfers that the driver repeats
// during a reset are nothing.
absl::optional<KernelMessage> ParseKernelMessage(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_HEALTH_KERNEL_MESSAGE_H_
