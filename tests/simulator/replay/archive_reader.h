#ifndef TESTS_SIMULATOR_REPLAY_ARCHIVE_READER_H_
#define TESTS_SIMULATOR_REPLAY_ARCHIVE_READER_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {

// The members of a tar archive by name. Other kinds of entry than plain files are left out. Names
// are as they are said: nothing is ever written to a file of that name. DataLoss, saying where, if
// it is cut, or a header is no ustar header or does not add up.
absl::StatusOr<std::map<std::string, std::string>> ReadTar(absl::string_view tar);

// What zstd frames hold. DataLoss if they are none or damaged; ResourceExhausted if there would be
// more than `limit` bytes.
absl::StatusOr<std::string> DecompressZstd(absl::string_view frames, std::size_t limit);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_REPLAY_ARCHIVE_READER_H_
