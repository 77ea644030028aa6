#include "agent/workload/sight.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"
#include "agent/base/pid_namespace.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// linux/capability.h.
constexpr int kDacOverride = 1;
constexpr int kDacReadSearch = 2;
constexpr int kSysPtrace = 19;

bool Has(std::uint64_t capabilities, int number) { return (capabilities >> number & 1) != 0; }

}  // namespace

absl::Status CheckCapabilities(absl::string_view proc_status) {
  std::uint64_t effective = 0;
  bool found = false;
  for (absl::string_view line : absl::StrSplit(proc_status, '\n')) {
    if (absl::ConsumePrefix(&line, "CapEff:")) {
      found = absl::SimpleHexAtoi(absl::StripAsciiWhitespace(line), &effective);
    }
  }
  if (!found) {
    return absl::DataLossError("no line CapEff in the status of the agent's own process");
  }
  if (!Has(effective, kSysPtrace)) {
    return absl::PermissionDeniedError(
        "the agent lacks CAP_SYS_PTRACE, so it cannot see the descriptors of other processes; "
        "run it as root or grant the capability");
  }
  if (!Has(effective, kDacReadSearch) && !Has(effective, kDacOverride)) {
    return absl::PermissionDeniedError(
        "the agent lacks CAP_DAC_READ_SEARCH, so it cannot list the descriptors of other "
        "processes; run it as root or grant the capability");
  }
  return absl::OkStatus();
}

absl::Status CheckSight(const std::string& proc) {
  NEURON_RETURN_IF_ERROR(CheckHostPids(proc));
  constexpr std::size_t kStatusLimit = 64 * 1024;
  NEURON_ASSIGN_OR_RETURN(const std::string status,
                          ReadFile(absl::StrCat(proc, "/self/status"), kStatusLimit));
  return CheckCapabilities(status);
}

}  // namespace neuron
