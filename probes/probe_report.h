#ifndef PROBES_PROBE_REPORT_H_
#define PROBES_PROBE_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// How one BPF program fares.
struct ProbeReport {
  // "kprobe:ncdev_open", "iter:task_file": the kind of program, and where it is attached.
  std::string name;
  // OK while attached. NotFound: this kernel or driver has no such place, which is normal.
  // Otherwise why it is not, with the cure.
  absl::Status status;
  // How often it ran, and for how long in all. Not set while the kernel does not count
  // (sysctl kernel.bpf_stats_enabled), which would cost every BPF program of the host.
  absl::optional<std::uint64_t> runs;
  absl::optional<absl::Duration> run_time;
  // Events that it could not hand over because nobody took them in time.
  std::uint64_t drops = 0;
};

// How programs fare that are not loaded, all of them for `why`.
std::vector<ProbeReport> ReportsWithout(const absl::Status& why, std::vector<std::string> names);

}  // namespace neuron

#endif  // PROBES_PROBE_REPORT_H_
