#ifndef TESTS_BENCH_PLAIN_CHIPS_H_
#define TESTS_BENCH_PLAIN_CHIPS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/inventory.h"

namespace neuron {

// The chips of a host of plain files (see plain-tree), each with its tree. Fails as ListChips(),
// and NotFound if a chip has no files.
absl::StatusOr<std::vector<Chip>> FindPlainChips(const std::string& root);

}  // namespace neuron

#endif  // TESTS_BENCH_PLAIN_CHIPS_H_
