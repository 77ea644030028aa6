#include "agent/container/task_definition_record.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "agent/device/chip_name.h"

namespace neuron {
namespace {

ChipSet ChipsAt(const std::string& path, const DevicePaths& paths) {
  absl::string_view name = path;
  const absl::optional<int> chip =
      absl::ConsumePrefix(&name, "/dev/") ? ChipNamed(name) : absl::nullopt;
  return chip.has_value() ? ChipSet{*chip} : paths.ChipsAt(path);
}

ChipSet ChipsOf(const EcsContainerDefinition& container, const DefinitionGround& ground) {
  const bool observes = std::find(ground.observers.begin(), ground.observers.end(),
                                  container.name) != ground.observers.end();
  ChipSet chips;
  if (observes || container.privileged) {
    return chips;
  }
  for (const std::string& path : container.devices) {
    chips = ChipSet(chips.bits() | ChipsAt(path, *ground.paths).bits());
  }
  return chips;
}

// Whether who is given `mount` is given the socket.
bool Holds(absl::string_view mount, absl::string_view socket) {
  const absl::string_view directory = absl::StripSuffix(mount, "/");
  return absl::ConsumePrefix(&socket, directory) && (socket.empty() || socket.front() == '/');
}

bool MayLease(const EcsContainerDefinition& container, ChipSet chips,
              const DefinitionGround& ground) {
  return !ground.lease_socket.empty() && !ground.all.empty() && chips.ContainsAll(ground.all) &&
         std::any_of(container.mounts.begin(), container.mounts.end(),
                     [&](const std::string& mount) { return Holds(mount, ground.lease_socket); });
}

}  // namespace

FamilyRecord RecordOf(const EcsTaskDefinition& definition, const DefinitionGround& ground) {
  bool leases = false;
  ChipSet mapped;
  for (const EcsContainerDefinition& container : definition.containers) {
    const ChipSet chips = ChipsOf(container, ground);
    if (MayLease(container, chips, ground)) {
      leases = true;
    } else {
      mapped = ChipSet(mapped.bits() | chips.bits());
    }
  }
  if (!mapped.empty()) {
    return {FamilyUse::kMaps, mapped};
  }
  return {leases ? FamilyUse::kLeases : FamilyUse::kNone, {}};
}

}  // namespace neuron
