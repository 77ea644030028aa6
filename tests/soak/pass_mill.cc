#include "tests/soak/pass_mill.h"

#include <chrono>
#include <utility>

namespace neuron {
namespace {

// Of real time: by then a read has come back, or is late for once. The longer one is where none
// hangs.
constexpr std::chrono::milliseconds kPatience(20);
constexpr std::chrono::milliseconds kMorePatience(500);

// Such that groups are due in other passes than each other.
GroupPeriods Periods() {
  GroupPeriods periods;
  periods[CounterGroup::kEvents] = 2 * PassMill::kPeriod;
  periods[CounterGroup::kMemory] = 3 * PassMill::kPeriod;
  periods[CounterGroup::kTensor] = 2 * PassMill::kPeriod;
  periods[CounterGroup::kPower] = 5 * PassMill::kPeriod;
  return periods;
}

}  // namespace

absl::StatusOr<int> DumbDriver::Open(const std::string&, int) {
  constexpr int kDescriptor = 100;
  ++open_;
  return kDescriptor;
}

absl::Status DumbDriver::Ioctl(int, std::uint32_t, void*) {
  return absl::InvalidArgumentError("ioctl: Invalid argument");
}

void DumbDriver::Close(int) { --open_; }

PassMill::PassMill(HostPaths host, std::string book_path, Sealer::Sink sink)
    : sink_(std::move(sink)) {
  Sampler::Options options;
  options.host = std::move(host);
  options.period = kPeriod;
  options.deadline = kDeadline;
  options.groups = Periods();
  options.book_path = std::move(book_path);
  sampler =
      MakeSampler(std::move(options), &driver,
                  [this](std::shared_ptr<const Snapshot> snapshot) { Take(std::move(snapshot)); });
  sampler->Start();
}

void PassMill::Take(std::shared_ptr<const Snapshot> snapshot) {
  // What is said between the passes says when the last one was.
  has_ended_ |= last_ == nullptr || last_->taken_at != snapshot->taken_at;
  last_ = snapshot;
  sink_(std::move(snapshot));
  // They are kept for tests with fewer passes.
  facts.concluded.clear();
  datastores.concluded.clear();
}

std::shared_ptr<const Snapshot> PassMill::Pass(bool may_hang) {
  has_ended_ = false;
  while (!has_ended_) {
    Step(may_hang);
  }
  amid_ = nullptr;
  return last_;
}

// While a crew reads, its deadline is due next, but for what begins within the gap between passes.
// The same may be due once nobody reads, after looks that hung: then nothing comes.
void PassMill::Step(bool may_hang) {
  const absl::Duration next = clock.UntilNext();
  const bool may_read = next > PassPacer::kGap && next <= kDeadline;
  const std::chrono::milliseconds patience = may_hang ? kPatience : kMorePatience;
  if (!queue.RunOneWithin(may_read ? patience : std::chrono::milliseconds(0))) {
    clock.Advance(next);
  }
}

void PassMill::Amid(std::function<void()> call) {
  amid_ = clock.CallAfter(clock.UntilNext(), std::move(call));
}

}  // namespace neuron
