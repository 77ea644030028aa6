#ifndef PROBES_ELF_FUNCTIONS_H_
#define PROBES_ELF_FUNCTIONS_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"

namespace neuron {

// Where to probe functions: for each of `names` that the ELF file behind `fd` exports, the offset
// in the file of its first instruction, or of the next one after an ENDBR64 (which marks the target
// of a jump, is at the beginning of every function of some compilers, and takes a kernel that
// cannot emulate it five times as long to pass). Names that it lacks are left out.
//
// The file may be anything and may change while it is read. DataLoss if it is no ELF file of 64
// bits or its symbols are not in order, else as ErrnoStatus. The place in the file moves.
absl::StatusOr<std::map<std::string, std::uint64_t>> FindFunctions(
    int fd, const std::set<std::string>& names);

}  // namespace neuron

#endif  // PROBES_ELF_FUNCTIONS_H_
