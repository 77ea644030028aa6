#include "tests/simulator/driver/process.h"

#include <unistd.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"

namespace neuron::sim {
namespace {

// The number behind "<field>:" in /proc/PID/status; 0 if there is none.
pid_t StatusField(pid_t pid, absl::string_view field) {
  const auto status = ReadFile(absl::StrCat("/proc/", pid, "/status"));
  if (!status.ok()) return 0;
  for (absl::string_view line : absl::StrSplit(*status, '\n')) {
    pid_t value = 0;
    if (absl::ConsumePrefix(&line, field) && absl::ConsumePrefix(&line, ":") &&
        absl::SimpleAtoi(absl::StripAsciiWhitespace(line), &value)) {
      return value;
    }
  }
  return 0;
}

bool IsDescendant(pid_t pid) {
  const pid_t self = getpid();
  while (pid > 1) {
    pid = StatusField(pid, "PPid");
    if (pid == self) return true;
  }
  return false;
}

}  // namespace

Process ProcessOf(pid_t tid) {
  Process process;
  process.pid = StatusField(tid, "Tgid");
  if (process.pid == 0) return process;
  const auto comm = ReadFile(absl::StrCat("/proc/", process.pid, "/comm"));
  if (comm.ok()) process.comm = std::string(absl::StripSuffix(*comm, "\n"));
  process.own = IsDescendant(process.pid);
  return process;
}

}  // namespace neuron::sim
