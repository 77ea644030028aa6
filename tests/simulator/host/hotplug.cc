// How a host changes.

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "tests/simulator/host/driver_nodes.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/host/loaded_driver.h"

namespace neuron::sim {
namespace {

// The chip, if it can be changed now.
absl::StatusOr<Chip*> ChangeableChip(Host* host, int index) {
  if (!host->driver_loaded) return absl::FailedPreconditionError("no driver is loaded");
  for (Chip& chip : host->chips) {
    if (chip.index == index) return &chip;
  }
  return absl::NotFoundError(absl::StrCat("no chip ", index, " on ", host->instance.type));
}

absl::Status CheckPresent(const Chip& chip, bool wanted) {
  if (chip.present == wanted) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("chip ", chip.index, wanted ? " is gone already" : " is there already"));
}

}  // namespace

absl::Status AddBareChip(Host* host, int index) {
  NEURON_ASSIGN_OR_RETURN(Chip* const chip, ChangeableChip(host, index));
  NEURON_RETURN_IF_ERROR(CheckPresent(*chip, false));
  Bind(host, *chip);
  MakeBareChip(host, index);
  chip->present = true;
  chip->bare = true;
  return absl::OkStatus();
}

absl::Status FillChip(Host* host, int index) {
  NEURON_ASSIGN_OR_RETURN(Chip* const chip, ChangeableChip(host, index));
  if (!chip->bare) {
    return absl::FailedPreconditionError(absl::StrCat("chip ", index, " is not bare"));
  }
  MakeAttributes(host, index);
  chip->bare = false;
  return absl::OkStatus();
}

absl::Status SetChipPresent(Host* host, int index, bool present) {
  if (present) {
    NEURON_RETURN_IF_ERROR(AddBareChip(host, index));
    return FillChip(host, index);
  }
  NEURON_ASSIGN_OR_RETURN(Chip* const chip, ChangeableChip(host, index));
  NEURON_RETURN_IF_ERROR(CheckPresent(*chip, true));
  DropChip(host, index);
  chip->present = false;
  chip->bare = false;
  return absl::OkStatus();
}

absl::Status FailProbe(Host* host, int index) {
  NEURON_ASSIGN_OR_RETURN(Chip* const chip, ChangeableChip(host, index));
  DropChip(host, index);
  Unbind(host, *chip);
  chip->present = false;
  chip->bare = false;
  return absl::OkStatus();
}

absl::Status RemoveDriver(Host* host) {
  if (!host->driver_loaded) return absl::FailedPreconditionError("no driver is loaded");
  DropDriver(host);
  return absl::OkStatus();
}

absl::Status AddDriver(Host* host, const Generation& generation) {
  if (host->driver_loaded) {
    return absl::FailedPreconditionError(
        absl::StrCat("driver ", host->generation.version, " is loaded already"));
  }
  if (generation.version != host->generation.version) {
    NEURON_RETURN_IF_ERROR(CheckSupport(host->instance, generation));
    NEURON_ASSIGN_OR_RETURN(host->nodes.driver, DriverNodesOf(host->instance, generation));
  }
  host->generation = generation;
  MakeDriver(host);
  return absl::OkStatus();
}

}  // namespace neuron::sim
