#include "agent/workload/access.h"

#include <fcntl.h>

namespace neuron {

Access AccessOf(std::uint32_t open_flags) {
  if ((open_flags & O_PATH) != 0) {
    return Access::kNone;
  }
  return open_flags % 2 == 0 ? Access::kFull : Access::kFree;
}

}  // namespace neuron
