#include "tests/probes/numbered_child.h"

#include <linux/sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"

namespace neuron {

NumberedChild::NumberedChild(int pid, const std::function<void()>& body) {
  const pid_t wanted = pid;
  clone_args arguments = {};
  arguments.exit_signal = SIGCHLD;
  arguments.set_tid = reinterpret_cast<std::uint64_t>(&wanted);
  arguments.set_tid_size = 1;
  pid_ = static_cast<int>(syscall(SYS_clone3, &arguments, sizeof(arguments)));
  if (pid_ == 0) {
    body();
    _exit(0);
  }
}

NumberedChild::~NumberedChild() {
  if (lives()) {
    kill(pid_, SIGKILL);
    AwaitExit();
  }
}

bool NumberedChild::AwaitCall(long number) const {
  const absl::Time deadline = absl::Now() + absl::Seconds(10);
  const std::string path = absl::StrCat("/proc/", pid_, "/syscall");
  while (absl::Now() < deadline) {
    const absl::StatusOr<std::string> call = ReadFile(path);
    if (call.ok() && absl::StartsWith(*call, absl::StrCat(number, " "))) {
      return true;
    }
    absl::SleepFor(absl::Milliseconds(1));
  }
  return false;
}

void NumberedChild::AwaitExit() {
  const int pid = std::exchange(pid_, -1);
  waitpid(pid, nullptr, 0);
}

}  // namespace neuron
