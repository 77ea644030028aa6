#ifndef TESTS_HOSTS_CHIP_LINES_H_
#define TESTS_HOSTS_CHIP_LINES_H_

#include <string>
#include <vector>

#include "agent/snapshot/assemble.h"

namespace neuron {

// How well the only chip of a pass is and how hard it works, for people: its verdict with reason
// and evidence, all that speaks against it, its state, memory errors, power, the unit of its time
// in use, and of cores 0 and 1 memory, use, and what they count, if it is not 0. "-" is absent, "?"
// unknown with the reason. No line is there twice.
std::vector<std::string> ChipLines(const Findings& findings);

}  // namespace neuron

#endif  // TESTS_HOSTS_CHIP_LINES_H_
