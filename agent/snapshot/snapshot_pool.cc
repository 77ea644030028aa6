#include "agent/snapshot/snapshot_pool.h"

#include <mutex>
#include <utility>
#include <vector>

namespace neuron {
namespace {

void Wipe(Snapshot* sheet) {
  std::vector<ChipState> chips = std::move(sheet->chips);
  *sheet = Snapshot();
  sheet->chips = std::move(chips);
}

}  // namespace

class SnapshotPool::Spares {
 public:
  Spares() { sheets_.reserve(kSpare); }

  // Null if there is none.
  std::unique_ptr<Snapshot> Take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (sheets_.empty()) {
      return nullptr;
    }
    std::unique_ptr<Snapshot> sheet = std::move(sheets_.back());
    sheets_.pop_back();
    return sheet;
  }

  void Keep(std::unique_ptr<Snapshot> sheet) {
    Wipe(sheet.get());
    const std::lock_guard<std::mutex> lock(mutex_);
    if (sheets_.size() < kSpare) {
      sheets_.push_back(std::move(sheet));
    }
  }

 private:
  std::mutex mutex_;
  // Guarded by mutex_.
  std::vector<std::unique_ptr<Snapshot>> sheets_;
};

SnapshotPool::SnapshotPool() : spares_(std::make_shared<Spares>()) {}
SnapshotPool::~SnapshotPool() = default;

std::unique_ptr<Snapshot> SnapshotPool::Take() {
  std::unique_ptr<Snapshot> spare = spares_->Take();
  return spare != nullptr ? std::move(spare) : std::make_unique<Snapshot>();
}

std::shared_ptr<const Snapshot> SnapshotPool::Seal(std::unique_ptr<Snapshot> sheet) {
  const auto come_back = [spares = std::weak_ptr<Spares>(spares_)](Snapshot* unread) {
    std::unique_ptr<Snapshot> owned(unread);
    if (const std::shared_ptr<Spares> kept = spares.lock()) {
      kept->Keep(std::move(owned));
    }
  };
  return std::shared_ptr<const Snapshot>(sheet.release(), come_back);
}

}  // namespace neuron
