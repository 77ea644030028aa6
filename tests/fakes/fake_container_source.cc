#include "tests/fakes/fake_container_source.h"

#include <utility>

namespace neuron {

void FakeContainerSource::Run(const std::string& id, int pid, std::vector<DeviceIdentity> nodes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  containers_[id] = {pid, std::move(nodes)};
}

void FakeContainerSource::Remove(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  containers_.erase(id);
}

void FakeContainerSource::SetSight(absl::Status sight) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sight_ = std::move(sight);
}

ContainerScan FakeContainerSource::Scan(const ChipIdentities& chips, const LookTime& now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ContainerScan scan;
  scan.taken_at = now.wall;
  scan.began = now.monotonic;
  scan.sight = sight_;
  for (const auto& [id, given] : containers_) {
    ChipSet mapped;
    for (const DeviceIdentity& node : given.nodes) {
      const auto chip = chips.find(node);
      if (chip != chips.end()) {
        mapped.Add(chip->second);
      }
    }
    Container container;
    container.id = id;
    container.pid = given.pid;
    container.start_ticks = static_cast<std::uint64_t>(given.pid);
    container.seen_at = now.wall;
    container.mapped = mapped;
    container.privileged = false;
    scan.containers.push_back(std::move(container));
  }
  return scan;
}

}  // namespace neuron
