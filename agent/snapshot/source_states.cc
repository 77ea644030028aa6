#include "agent/snapshot/source_states.h"

namespace neuron {

void SourceStates::NoteSuccess(absl::Time at) {
  for (SourceReport* source :
       {&sysfs, &processes, &uevents, &containers, &edges, &kernel_log, &firmware, &traces}) {
    if (source->status.ok()) {
      source->last_success = at;
    }
  }
}

std::vector<SourceReport> SourceStates::Reports(bool with_traces) const {
  std::vector<SourceReport> reports = {sysfs,      processes, uevents,    pci,
                                       containers, edges,     kernel_log, firmware};
  if (with_traces) {
    reports.push_back(traces);
  }
  return reports;
}

}  // namespace neuron
