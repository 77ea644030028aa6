#include "agent/sink/snapshot_hub.h"

#include <algorithm>
#include <utility>

namespace neuron {

SnapshotHub::SnapshotHub(std::string agent_version, Demand* demand)
    : agent_version_(std::move(agent_version)), demand_(demand) {}

void SnapshotHub::Publish(std::shared_ptr<const Snapshot> snapshot) {
  auto encoded = std::make_shared<const EncodedSnapshot>(std::move(snapshot), agent_version_);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    latest_.swap(encoded);
  }
  Tell();
}

std::shared_ptr<const EncodedSnapshot> SnapshotHub::Latest() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return latest_;
}

std::uint64_t SnapshotHub::Ask() const { return demand_ != nullptr ? demand_->Ask() : 0; }

void SnapshotHub::Close() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::exchange(closed_, true)) {
      return;
    }
  }
  Tell();
}

bool SnapshotHub::closed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return closed_;
}

void SnapshotHub::Subscribe(std::weak_ptr<SnapshotReader> reader) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto is_gone = [](const std::weak_ptr<SnapshotReader>& old) { return old.expired(); };
  readers_.erase(std::remove_if(readers_.begin(), readers_.end(), is_gone), readers_.end());
  readers_.push_back(std::move(reader));
}

// Readers are called without the lock: they come back with Latest(), and may die here.
void SnapshotHub::Tell() {
  std::vector<std::shared_ptr<SnapshotReader>> living;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const std::weak_ptr<SnapshotReader>& reader : readers_) {
      if (std::shared_ptr<SnapshotReader> alive = reader.lock()) {
        living.push_back(std::move(alive));
      }
    }
  }
  for (const std::shared_ptr<SnapshotReader>& reader : living) {
    reader->OnNews();
  }
}

}  // namespace neuron
