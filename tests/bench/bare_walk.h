#ifndef TESTS_BENCH_BARE_WALK_H_
#define TESTS_BENCH_BARE_WALK_H_

#include <string>
#include <vector>

#include "agent/device/host_paths.h"

namespace neuron {

// The least that enumerating a host's chips can cost: lists the directories of each chip that the
// driver shows (but for `power`), and opens, reads and closes `files`, each to its end. Keeps
// nothing, allocates nothing, looks at no byte. Aborts if a directory cannot be listed.
void WalkBarely(const HostPaths& host, const std::vector<std::string>& files);

}  // namespace neuron

#endif  // TESTS_BENCH_BARE_WALK_H_
