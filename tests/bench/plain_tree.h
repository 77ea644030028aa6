#ifndef TESTS_BENCH_PLAIN_TREE_H_
#define TESTS_BENCH_PLAIN_TREE_H_

#include <string>

#include "absl/status/status.h"
#include "tests/simulator/host/tree.h"

namespace neuron {

// Writes the files of a simulated host below `directory` as plain directories, files and links,
// with their modes, so that they can be read without FUSE. Device nodes become empty regular files;
// files that the real driver refuses to read are empty; control, report and the kernel log are left
// out.
//
// `directory` exists and is empty. Fails as ErrnoStatus, naming the path.
absl::Status WritePlainTree(const sim::Node& root, const std::string& directory);

}  // namespace neuron

#endif  // TESTS_BENCH_PLAIN_TREE_H_
