#include "tests/simulator/play/workload_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kMark = "--simulated-workload";
constexpr int kReadyFd = 3;

void Say(const std::string& text) {
  // If the simulator is gone, so will be this process.
  [[maybe_unused]] const ssize_t written = write(kReadyFd, text.data(), text.size());
  close(kReadyFd);
}

void WaitForEnd() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  int signal = 0;
  sigwait(&ends, &signal);
}

void BlockSignals() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

absl::StatusOr<SpawnedWorkload> SpawnWorkload(const std::string& comm,
                                              const std::vector<std::string>& devices) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return ErrnoStatus(errno, "pipe");
  SpawnedWorkload workload;
  workload.ready = UniqueFd(ends[0]);
  const UniqueFd child_end(ends[1]);

  std::vector<std::string> words = {comm, std::string(kMark)};
  words.insert(words.end(), devices.begin(), devices.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, child_end.get(), kReadyFd);
  const int error =
      posix_spawn(&workload.pid, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return ErrnoStatus(error, "start a workload");
  return workload;
}

bool IsWorkload(int argc, char** argv) { return argc > 1 && argv[1] == kMark; }

int RunWorkload(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, argv[0]);
  // What the simulator's parent left open for it, such as the pipes of a test.
  close_range(kReadyFd + 1, ~0U, 0);
  BlockSignals();
  for (int i = 2; i < argc; ++i) {
    // Held until exit.
    if (open(argv[i], O_RDWR | O_CLOEXEC) < 0) {
      Say(absl::StrCat(argv[i], ": ", std::strerror(errno)));
      return 1;
    }
  }
  Say("ok");
  WaitForEnd();
  return 0;
}

}  // namespace neuron::sim
