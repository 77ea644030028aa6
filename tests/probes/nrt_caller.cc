#include "tests/probes/nrt_caller.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/proc_stat.h"

namespace neuron {
namespace {

constexpr char kProgram[] = "tests/probes/nrt_caller_main";

struct Pipe {
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) == 0) {
      reader = UniqueFd(ends[0]);
      writer = UniqueFd(ends[1]);
    }
  }
  UniqueFd reader;
  UniqueFd writer;
};

}  // namespace

NrtCaller::NrtCaller() {
  Pipe to;
  Pipe from;
  pid_ = fork();
  if (pid_ == 0) {
    dup2(to.reader.get(), STDIN_FILENO);
    dup2(from.writer.get(), STDOUT_FILENO);
    execl(kProgram, kProgram, nullptr);
    _exit(1);
  }
  commands_ = std::move(to.writer);
  answers_ = std::move(from.reader);
  from.writer.Reset();
  ReadLine();
  const auto stat = ReadFile(absl::StrCat("/proc/", pid_, "/stat"));
  start_ticks_ = stat.ok() ? ParseProcStat(*stat).start_ticks : 0;
}

std::string NrtCaller::Tell(const std::string& command) {
  const std::string line = command + "\n";
  if (write(commands_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    return "does not listen";
  }
  return ReadLine();
}

std::string NrtCaller::ReadLine() {
  std::string line;
  char byte;
  while (read(answers_.get(), &byte, 1) == 1 && byte != '\n') {
    line.push_back(byte);
  }
  return line;
}

void NrtCaller::End() {
  const int pid = std::exchange(pid_, -1);
  if (pid > 0) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
}

}  // namespace neuron
