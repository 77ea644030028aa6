#ifndef TESTS_HOSTS_MOVING_HOST_H_
#define TESTS_HOSTS_MOVING_HOST_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/device/host_paths.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/hosts/plain_snapshot.h"
#include "tests/simulator/host/chip_counters.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/play/simulation.h"

namespace neuron {

// The first chip of a simulated host as plain files that move: as its driver would move them, and
// when the test says so. Failures end the test. One thread.
class MovingHost {
 public:
  MovingHost(const sim::Instance& instance, const sim::Generation& generation);

  HostPaths paths() const { return copy_.paths(); }

  // Takes what is only of this copy out of a text for people, and what stands before the names of
  // the chip's files.
  std::string Anonymous(std::string text) const;

  // Core 0 of chip 0 has computed for so long, 100 executions a second. What it executed is in its
  // counters at once where they are live, else once the process ends.
  void Compute(absl::Duration elapsed);
  // The process of chip 0 takes its memory, and gives it back when it ends.
  void BeginProcess();
  void EndProcess();

  // A verb of neuron-sim's control file, at this time; nothing happens if this driver does not have
  // the file that it is about.
  void Do(absl::string_view verb, absl::Time now);

  // Time has passed, and the files are what a reader would see of chip 0 now.
  void Show(absl::Time now);

 private:
  // Nobody hears of what comes and goes.
  class NoUevents final : public sim::UeventSink {
    void Send(const sim::Uevent&) override {}
  };

  bool IsLive() const;
  sim::ChipCounters counters() { return {host_.get(), host_->chips.front()}; }
  void AddExecutions();
  void ShowBelow(const sim::Node& directory);

  const std::unique_ptr<sim::Host> host_;
  const PlainHostCopy copy_;
  const TemporaryDirectory runtime_directory_;
  const std::unique_ptr<sim::RuntimeFiles> runtime_;
  NoUevents uevents_;
  sim::Simulation simulation_;
  // Of core 0, that are in no counter yet.
  std::uint64_t executions_ = 0;
  // By inode, what the files were given last.
  std::map<std::uint64_t, std::string> shown_;
};

}  // namespace neuron

#endif  // TESTS_HOSTS_MOVING_HOST_H_
