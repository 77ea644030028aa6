#include "tests/simulator/play/hotplug.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron::sim {

// A device appears before the driver is bound for good, and disappears before it is unbound.
void Hotplug::Say(absl::string_view action, const Chip& chip) {
  sink_->Send(DeviceUevent(action, chip.index));
  sink_->Send(PciUevent(action == "add" ? "bind" : "unbind", chip.pci));
}

absl::Status Hotplug::RemoveChip(int chip) {
  NEURON_RETURN_IF_ERROR(SetChipPresent(host_, chip, false));
  bare_until_.erase(chip);
  Say("remove", *FindChip(*host_, chip));
  return absl::OkStatus();
}

absl::Status Hotplug::AddChip(int chip) {
  NEURON_RETURN_IF_ERROR(SetChipPresent(host_, chip, true));
  devices_->Forget(chip);
  failing_.erase(chip);
  Say("add", *FindChip(*host_, chip));
  return absl::OkStatus();
}

absl::Status Hotplug::RaceProbe(int chip, absl::Duration delay, absl::Time now) {
  const Chip* found = FindChip(*host_, chip);
  if (found != nullptr && found->present) NEURON_RETURN_IF_ERROR(RemoveChip(chip));
  NEURON_RETURN_IF_ERROR(AddBareChip(host_, chip));
  devices_->Forget(chip);
  sink_->Send(DeviceUevent("add", chip));
  bare_until_[chip] = now + delay;
  return absl::OkStatus();
}

absl::Status Hotplug::FailProbe(int chip) {
  const Chip* found = FindChip(*host_, chip);
  const bool was_there = found != nullptr && found->present;
  // What is gone already needs no more than the mark.
  if (found == nullptr || was_there) NEURON_RETURN_IF_ERROR(sim::FailProbe(host_, chip));
  failing_.insert(chip);
  bare_until_.erase(chip);
  if (was_there) Say("remove", *found);
  return absl::OkStatus();
}

absl::Status Hotplug::Unload() {
  const int open = devices_->open_files();
  if (open > 0) {
    return absl::UnavailableError(
        absl::StrCat("module neuron is in use: ", open, " device descriptors are open"));
  }
  std::vector<Chip> bound;
  std::copy_if(host_->chips.begin(), host_->chips.end(), std::back_inserter(bound),
               [](const Chip& chip) { return chip.present; });
  NEURON_RETURN_IF_ERROR(RemoveDriver(host_));
  bare_until_.clear();
  for (const Chip& chip : bound) Say("remove", chip);
  sink_->Send(ModuleUevent("remove"));
  return absl::OkStatus();
}

absl::StatusOr<Generation> Hotplug::GenerationOf(absl::string_view version) const {
  if (version.empty()) return host_->generation;
  NEURON_ASSIGN_OR_RETURN(Generation generation, FindGeneration(version));
  NEURON_RETURN_IF_ERROR(CheckSupport(host_->instance, generation));
  return generation;
}

absl::Status Hotplug::Load(absl::string_view version) {
  NEURON_ASSIGN_OR_RETURN(const Generation generation, GenerationOf(version));
  NEURON_RETURN_IF_ERROR(AddDriver(host_, generation));
  sink_->Send(ModuleUevent("add"));
  for (const int chip : failing_) NEURON_RETURN_IF_ERROR(sim::FailProbe(host_, chip));
  for (const Chip& chip : host_->chips) {
    devices_->Forget(chip.index);
    if (chip.present) Say("add", chip);
  }
  return absl::OkStatus();
}

absl::Status Hotplug::Reload(absl::string_view version) {
  NEURON_RETURN_IF_ERROR(GenerationOf(version).status());
  NEURON_RETURN_IF_ERROR(Unload());
  return Load(version);
}

std::optional<absl::Time> Hotplug::NextDue() const {
  std::optional<absl::Time> due;
  for (const auto& [chip, until] : bare_until_) due = std::min(due.value_or(until), until);
  return due;
}

void Hotplug::Advance(absl::Time now) {
  for (auto it = bare_until_.begin(); it != bare_until_.end();) {
    const auto [chip, until] = *it;
    it = until <= now ? bare_until_.erase(it) : std::next(it);
    if (until > now || !FillChip(host_, chip).ok()) continue;
    sink_->Send(PciUevent("bind", FindChip(*host_, chip)->pci));
  }
}

}  // namespace neuron::sim
