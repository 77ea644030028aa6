#ifndef AGENT_BASE_PRIVATE_DIRECTORY_H_
#define AGENT_BASE_PRIVATE_DIRECTORY_H_

#include <string>

#include "absl/status/status.h"

namespace neuron {

// Makes a directory that only this user may look into (mode 0700), if it is missing; its parent
// must exist. One that is there gets the mode. FailedPrecondition if the path is something else, or
// somebody else's; else as ErrnoStatus, naming the path.
absl::Status MakePrivateDirectory(const std::string& path);

}  // namespace neuron

#endif  // AGENT_BASE_PRIVATE_DIRECTORY_H_
