#ifndef TESTS_SIMULATOR_PLAY_FILE_PATTERN_H_
#define TESTS_SIMULATOR_PLAY_FILE_PATTERN_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

// The files (no links, no device nodes) that a path from the root means, in the order of their
// making, none twice. Each of its names may have the wildcards * ? [...], which do not match '/';
// symbolic links are followed; a directory stands for all files below it, but not for those behind
// links there.
std::vector<Node*> FindFiles(Tree* tree, absl::string_view pattern);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_FILE_PATTERN_H_
