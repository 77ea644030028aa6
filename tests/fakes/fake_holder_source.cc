#include "tests/fakes/fake_holder_source.h"

#include <utility>

namespace neuron {

FakeHolderSource::~FakeHolderSource() {
  std::unique_lock<std::mutex> lock(mutex_);
  back_.wait(lock, [this] { return out_ == 0; });
}

void FakeHolderSource::Hold(int pid, DeviceIdentity device) {
  const std::lock_guard<std::mutex> lock(mutex_);
  held_[pid].push_back(device);
}

void FakeHolderSource::LetGo(int pid) {
  const std::lock_guard<std::mutex> lock(mutex_);
  held_.erase(pid);
}

void FakeHolderSource::SetSight(absl::Status sight) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sight_ = std::move(sight);
}

void FakeHolderSource::OnScan(std::function<void()> hook) {
  const std::lock_guard<std::mutex> lock(mutex_);
  hook_ = std::move(hook);
}

int FakeHolderSource::scans() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return scans_;
}

HolderScan FakeHolderSource::Scan(const ChipIdentities& chips, const LookTime& now) {
  std::function<void()> hook;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++scans_;
    ++out_;
    hook = hook_;
  }
  if (hook != nullptr) {
    hook();
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  --out_;
  back_.notify_all();
  return Look(chips, now);
}

HolderScan FakeHolderSource::Look(const ChipIdentities& chips, const LookTime& now) const {
  HolderScan scan;
  scan.taken_at = now.wall;
  scan.began = now.monotonic;
  scan.source = "fake";
  scan.sight = sight_;
  for (const auto& [pid, devices] : held_) {
    Holder holder;
    holder.pid = pid;
    holder.command = "train";
    for (const DeviceIdentity& device : devices) {
      const auto chip = chips.find(device);
      if (chip != chips.end()) {
        holder.held.Add(chip->second);
      }
    }
    if (!holder.held.empty()) {
      scan.holders.push_back(holder);
    }
  }
  return scan;
}

}  // namespace neuron
