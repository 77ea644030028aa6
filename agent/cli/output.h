#ifndef AGENT_CLI_OUTPUT_H_
#define AGENT_CLI_OUTPUT_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Takes some bytes of a command's output. They are out when it returns OK.
using Output = std::function<absl::Status(absl::string_view)>;

// Writes to a descriptor, without a buffer. Cancelled if the reader has left (SIGPIPE must be
// ignored), which is no problem of ours; else fails as ErrnoStatus.
Output OutputTo(int fd);

}  // namespace neuron

#endif  // AGENT_CLI_OUTPUT_H_
