#include "agent/cli/run_apart.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

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

ExitCode AwaitAnswer(int answer) {
  char code;
  ssize_t size;
  do {
    size = read(answer, &code, 1);
  } while (size < 0 && errno == EINTR);
  return size == 1 ? static_cast<ExitCode>(code) : ExitCode::kProblem;
}

}  // namespace

ExitCode RunApart(const std::function<ExitCode()>& work) {
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
  return AwaitAnswer(answer.get());
}

}  // namespace neuron
