#ifndef AGENT_MANUAL_PAGE_H_
#define AGENT_MANUAL_PAGE_H_

#include <string>

namespace neuron {

// What `neuron-agent --help` prints: every flag of agent/options.cc and agent/host_flags.cc with
// its default, the environment, the files and the exit codes.
std::string ManualPage();

}  // namespace neuron

#endif  // AGENT_MANUAL_PAGE_H_
