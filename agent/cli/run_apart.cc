#include "agent/cli/run_apart.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

[[noreturn]] void WorkApart(const std::function<ExitCode()>& work, int answer) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  const auto code = static_cast<char>(work());
  std::fflush(nullptr);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    close(fd);
  }
  const ssize_t written = write(answer, &code, 1);
  _exit(written == 1 ? code : EXIT_FAILURE);
}

// Whether there is an answer, or the end of all that may answer.
bool AwaitAnswer(int answer, absl::Time until) {
  struct pollfd waited = {answer, POLLIN, 0};
  int ready;
  do {
    const absl::Duration left = std::max(until - absl::Now(), absl::ZeroDuration());
    ready = poll(&waited, 1, static_cast<int>(absl::ToInt64Milliseconds(left)));
  } while (ready < 0 && errno == EINTR);
  return ready != 0;
}

ExitCode ReadAnswer(int answer) {
  char code;
  ssize_t size;
  do {
    size = read(answer, &code, 1);
  } while (size < 0 && errno == EINTR);
  return size == 1 ? static_cast<ExitCode>(code) : ExitCode::kProblem;
}

}  // namespace

absl::StatusOr<ExitCode> RunApart(const std::function<ExitCode()>& work, absl::Duration deadline) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return work();
  }
  const UniqueFd answer(ends[0]);
  UniqueFd question(ends[1]);
  const pid_t child = fork();
  if (child < 0) {
    return work();
  }
  if (child == 0) {
    WorkApart(work, question.get());
  }
  question.Reset();
  if (!AwaitAnswer(answer.get(), absl::Now() + deadline)) {
    kill(child, SIGKILL);
    return absl::DeadlineExceededError(
        absl::StrCat("not done within ", absl::FormatDuration(deadline),
                     ": a file of this host does not answer; see --patience"));
  }
  return ReadAnswer(answer.get());
}

}  // namespace neuron
