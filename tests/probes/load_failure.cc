#include "tests/probes/load_failure.h"

#include <unistd.h>

#include "absl/strings/match.h"
#include "tests/workload/child.h"

namespace neuron {

bool IsMachinesLack(const absl::Status& failure) {
  return absl::IsPermissionDenied(failure) || absl::IsNotFound(failure);
}

bool IsRefusedToAPlainUser(const std::function<absl::Status()>& load) {
  constexpr unsigned kNobody = 65534;
  const auto is_refused = [&load] {
    if (geteuid() == 0 && setuid(kNobody) != 0) {
      return false;
    }
    const absl::Status status = load();
    return absl::IsPermissionDenied(status) && absl::StrContains(status.message(), "CAP_BPF");
  };
  return ExitStatusOf([&] { return is_refused() ? 0 : 1; }) == 0;
}

}  // namespace neuron
