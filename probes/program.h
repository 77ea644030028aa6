#ifndef PROBES_PROGRAM_H_
#define PROBES_PROGRAM_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "probes/probe_report.h"

struct bpf_program;

namespace neuron {

// Whether this thread has the capabilities that programs need: CAP_BPF and CAP_PERFMON, or
// CAP_SYS_ADMIN.
bool MayLoadPrograms();

// Why `what` (a probe, "the descriptor walk") could not be loaded or attached, by libbpf's errno:
// PermissionDenied (run as root, or grant CAP_BPF and CAP_PERFMON), NotFound (no such place, or the
// kernel lacks BTF), Internal (the kernel's verifier has refused the program, though this process
// `may_load` programs: a bug of ours), else Unimplemented: this kernel cannot. Pure.
absl::Status ProgramError(int error, bool may_load, absl::string_view what);

// The same for this thread.
absl::Status ProgramError(int error, absl::string_view what);

// What the kernel counted of a loaded program. `name` and `status` are the report's; drops are
// left 0. Any thread.
ProbeReport ReportProgram(std::string name, absl::Status status, const bpf_program* program);

}  // namespace neuron

#endif  // PROBES_PROGRAM_H_
