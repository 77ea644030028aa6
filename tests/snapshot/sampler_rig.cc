#include "tests/snapshot/sampler_rig.h"

#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "tests/base/thread_count.h"

namespace neuron {
namespace {

// With the first one that a process starts, a sanitizer may start another, which stays.
std::ptrdiff_t CountThreadsAfterTheFirst() {
  pid_t first = 0;
  std::thread([&first] { first = gettid(); }).join();
  while (std::filesystem::exists("/proc/self/task/" + std::to_string(first))) {
    std::this_thread::yield();
  }
  return CountThreads();
}

}  // namespace

SamplerRig::SamplerRig(Driver* other_driver) : threads_before_(CountThreadsAfterTheFirst()) {
  Sampler::Options options;
  options.host = host.paths();
  options.period = kPeriod;
  options.deadline = kDeadline;
  options.book_path = host.book_path();
  sampler = MakeSampler(std::move(options), other_driver != nullptr ? other_driver : &driver,
                        [this](std::shared_ptr<const Snapshot> snapshot) {
                          snapshots.push_back(std::move(snapshot));
                        });
}

SamplerRig::~SamplerRig() {
  sampler = nullptr;
  while (CountThreads() > threads_before_) {
    std::this_thread::yield();
  }
  // The thread sanitizer sees that a look is over only where the next one begins, and that a chip's
  // reader is done with the clock only where another asks for the time.
  clock.Now();
  holders.OnScan(nullptr);
  visitor.Visit(WorkloadPlan());
}

const Snapshot& SamplerRig::Start() {
  sampler->Start();
  return FinishPass();
}

const Snapshot& SamplerRig::Pass() {
  first_word = nullptr;
  BeginPass();
  return FinishPass();
}

void SamplerRig::BeginPass() { clock.Advance(snapshots.back()->taken_at + kPeriod - clock.Now()); }

const Snapshot& SamplerRig::FinishPass() { return ServeUntilMoreThan(snapshots.size()); }

// It may be over at the deadline, or when what was read beside what hangs comes back.
const Snapshot& SamplerRig::GiveUp() {
  const std::size_t known = snapshots.size();
  clock.Advance(kDeadline);
  return ServeUntilMoreThan(known);
}

const Snapshot& SamplerRig::ServeUntilMoreThan(std::size_t known) {
  while (snapshots.size() == known) {
    queue.RunOne();
  }
  return *snapshots.back();
}

const Snapshot& SamplerRig::Event() {
  clock.Advance(PassPacer::kGap);
  events.Happen();
  const std::shared_ptr<const Snapshot> before = snapshots.back();
  clock.Advance(absl::ZeroDuration());
  FinishPass();
  first_word = nullptr;
  if (snapshots.back()->taken_at == before->taken_at) {
    first_word = snapshots.back();
    FinishPass();
  }
  return *snapshots.back();
}

}  // namespace neuron
