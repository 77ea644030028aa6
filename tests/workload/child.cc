#include "tests/workload/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "agent/base/file.h"

namespace neuron {

Child::Child(const std::function<void()>& body) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    _exit(1);
  }
  UniqueFd reader(ends[0]);
  UniqueFd writer(ends[1]);
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    reader.Reset();
    body();
    // A byte, since a thread that the body left behind may keep this end open.
    while (write(writer.get(), "", 1) < 0) {
    }
    while (true) {
      pause();
    }
  }
  writer.Reset();
  char byte;
  // Nothing comes from a child that has ended.
  while (read(reader.get(), &byte, 1) < 0) {
  }
}

void Child::End() {
  const int pid = std::exchange(pid_, -1);
  if (pid > 0) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
}

int ExitStatusOf(const std::function<int()>& body) {
  const pid_t pid = fork();
  if (pid == 0) {
    _exit(body());
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace neuron
