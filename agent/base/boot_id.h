#ifndef AGENT_BASE_BOOT_ID_H_
#define AGENT_BASE_BOOT_ID_H_

#include <string>

namespace neuron {

// What tells this boot of the host from every other: the line in <proc>/sys/kernel/random/boot_id.
// Empty if it cannot be read.
std::string ReadBootId(const std::string& proc);

}  // namespace neuron

#endif  // AGENT_BASE_BOOT_ID_H_
