#ifndef TESTS_SIMULATOR_PLAY_HOTPLUG_H_
#define TESTS_SIMULATOR_PLAY_HOTPLUG_H_

#include <map>
#include <optional>
#include <set>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/play/uevents.h"

namespace neuron::sim {

// Chips and drivers that come and go, and the uevents that tell of it, each sent when its change is
// done. On one thread.
class Hotplug {
 public:
  // All must outlive this.
  Hotplug(Host* host, Devices* devices, UeventSink* sink)
      : host_(host), devices_(devices), sink_(sink) {}

  // The driver lets go of the chip's PCI function, or takes it. As SetChipPresent().
  absl::Status RemoveChip(int chip);
  absl::Status AddChip(int chip);

  // The chip, after it was removed if it was there, has its node now and its attributes after
  // `delay`.
  absl::Status RaceProbe(int chip, absl::Duration delay, absl::Time now);

  // Every probe of the chip fails, until AddChip.
  absl::Status FailProbe(int chip);

  // Unavailable while devices are open, saying how many; FailedPrecondition if no driver is loaded.
  absl::Status Unload();

  // As FindGeneration() and AddDriver(). An empty version is the one that was loaded last.
  absl::Status Load(absl::string_view version);

  // Unload and Load. Nothing changes if the version is not one for this host.
  absl::Status Reload(absl::string_view version);

  // When Advance has something to do; nothing if it has not.
  std::optional<absl::Time> NextDue() const;
  void Advance(absl::Time now);

 private:
  absl::StatusOr<Generation> GenerationOf(absl::string_view version) const;
  void Say(absl::string_view action, const Chip& chip);

  Host* host_;
  Devices* devices_;
  UeventSink* sink_;
  // When the chips without attributes get them.
  std::map<int, absl::Time> bare_until_;
  std::set<int> failing_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_HOTPLUG_H_
