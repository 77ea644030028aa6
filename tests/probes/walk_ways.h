#ifndef TESTS_PROBES_WALK_WAYS_H_
#define TESTS_PROBES_WALK_WAYS_H_

#include <vector>

#include "probes/descriptor_walk.h"

namespace neuron {

// The ways that this kernel has what they need for: each of them must load there, by who may.
std::vector<DescriptorWalk::Way> WaysOfThisKernel();

}  // namespace neuron

#endif  // TESTS_PROBES_WALK_WAYS_H_
