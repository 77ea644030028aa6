#ifndef AGENT_WORKLOAD_PROC_SCAN_H_
#define AGENT_WORKLOAD_PROC_SCAN_H_

#include <string>

#include "absl/time/time.h"
#include "agent/workload/holder.h"

namespace neuron {

// Finds the holders by looking at every descriptor of every process in `proc`, and of each thread
// that has descriptors of its own. Opens no device and touches no process: descriptors are looked
// up with statx, which asks no remote file system. What cannot be told from a full-access
// descriptor counts as one.
//
// The scan is blind, and says so in `sight`, in a pid namespace of its own, without the
// capabilities CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH (or CAP_DAC_OVERRIDE), and when any process
// refused the look. A process that ends during the scan is left out, which is the truth.
HolderScan ScanProc(const std::string& proc, const ChipIdentities& chips, absl::Time now);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_PROC_SCAN_H_
