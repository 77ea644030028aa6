#include "probes/program.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

bool Has(const __user_cap_data_struct* capabilities, int number) {
  return (capabilities[CAP_TO_INDEX(number)].effective & CAP_TO_MASK(number)) != 0;
}

}  // namespace

bool MayLoadPrograms() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct own[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capget, &header, own) == 0 &&
         (Has(own, CAP_SYS_ADMIN) || (Has(own, CAP_BPF) && Has(own, CAP_PERFMON)));
}

absl::Status ProgramError(int error, bool may_load, absl::string_view what) {
  const std::string text = absl::StrCat("load ", what, ": ", std::strerror(error));
  if (error == EPERM || (error == EACCES && !may_load)) {
    return absl::PermissionDeniedError(
        absl::StrCat(text, "; run the agent as root or grant CAP_BPF and CAP_PERFMON"));
  }
  if (error == EACCES) {
    return absl::InternalError(
        absl::StrCat(text,
                     "; the kernel has refused the program itself: report it as a bug of "
                     "neuron-agent, unless a security module such as SELinux forbids it"));
  }
  if (error == ENOENT || error == ESRCH) {
    return absl::NotFoundError(
        absl::StrCat(text, "; this kernel has no BTF, or nothing of that name"));
  }
  return absl::UnimplementedError(text);
}

absl::Status ProgramError(int error, absl::string_view what) {
  return ProgramError(error, MayLoadPrograms(), what);
}

ProbeReport ReportProgram(std::string name, absl::Status status, const bpf_program* program) {
  ProbeReport report;
  report.name = std::move(name);
  report.status = std::move(status);
  bpf_prog_info info = {};
  __u32 size = sizeof(info);
  const int fd = bpf_program__fd(program);
  // Counts stand still at 0 unless the kernel was told to count.
  if (fd >= 0 && bpf_obj_get_info_by_fd(fd, &info, &size) == 0 && info.run_cnt > 0) {
    report.runs = info.run_cnt;
    report.run_time = absl::Nanoseconds(info.run_time_ns);
  }
  return report;
}

}  // namespace neuron
