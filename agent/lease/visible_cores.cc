#include "agent/lease/visible_cores.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/ranges_text.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::StatusOr<int> Known(const Reading<int>& reading) {
  NEURON_RETURN_IF_ERROR(reading.why());
  return reading.has_value() ? absl::StatusOr<int>(reading.value())
                             : absl::UnavailableError("nobody has counted the cores yet");
}

absl::StatusOr<int> LogicalPerChip(const HostCores& host, int chosen_size) {
  NEURON_ASSIGN_OR_RETURN(const int physical, Known(host.physical_per_chip));
  NEURON_ASSIGN_OR_RETURN(const int size,
                          Known(chosen_size > 0 ? Reading<int>(chosen_size) : host.logical_size));
  if (physical % size != 0) {
    return absl::FailedPreconditionError(absl::StrCat("the ", physical,
                                                      " cores of a chip cannot be joined by ", size,
                                                      "; unset NEURON_LOGICAL_NC_CONFIG"));
  }
  return physical / size;
}

}  // namespace

absl::StatusOr<std::string> VisibleCores(const HostCores& host, ChipSet visible, ChipSet leased,
                                         int logical_size) {
  NEURON_ASSIGN_OR_RETURN(const int per_chip, LogicalPerChip(host, logical_size));
  std::vector<int> cores;
  int next = 0;
  for (int chip : visible.chips()) {
    for (int core = 0; core < per_chip; ++core, ++next) {
      if (leased.Contains(chip)) {
        cores.push_back(next);
      }
    }
  }
  return RangesText(cores, ",");
}

}  // namespace neuron
