#ifndef AGENT_SNAPSHOT_SOURCE_STATES_H_
#define AGENT_SNAPSHOT_SOURCE_STATES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// How the sampler's sources fare: SourceReport says what each is. At first none has answered yet,
// and nothing speaks against any.
struct SourceStates {
  SourceReport sysfs{"sysfs", absl::OkStatus(), absl::InfinitePast()};
  SourceReport processes{"processes", absl::OkStatus(), absl::InfinitePast()};
  SourceReport containers{"containers", absl::OkStatus(), absl::InfinitePast()};
  SourceReport uevents{"uevents", absl::OkStatus(), absl::InfinitePast()};
  SourceReport edges{"edges", absl::OkStatus(), absl::InfinitePast()};
  SourceReport kernel_log{"kernel_log", absl::OkStatus(), absl::InfinitePast()};
  SourceReport firmware{"firmware_events", absl::OkStatus(), absl::InfinitePast()};
  SourceReport traces{"traces", absl::OkStatus(), absl::InfinitePast()};
  SourceReport pci{"pci", absl::OkStatus(), absl::InfinitePast()};

  // A pass that began then has ended: whatever is OK now answered in it, but for PCI, which is not
  // read in each.
  void NoteSuccess(absl::Time at);

  // Of each, in the order in which they are told; of the traces only if there are any.
  std::vector<SourceReport> Reports(bool with_traces) const;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SOURCE_STATES_H_
