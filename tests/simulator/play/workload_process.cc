#include "tests/simulator/play/workload_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
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

// Null-terminated, as exec wants it.
std::vector<char*> Pointers(std::vector<std::string>* words) {
  std::vector<char*> pointers;
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Ours, but for the names in `additions`.
std::vector<std::string> EnvironmentWith(const std::vector<std::string>& additions) {
  std::vector<std::string> environment = additions;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const absl::string_view text = *entry;
    const absl::string_view name = text.substr(0, text.find('=') + 1);
    const bool replaced = absl::c_any_of(additions, [name](const std::string& addition) {
      return absl::StartsWith(addition, name);
    });
    if (!replaced) environment.emplace_back(text);
  }
  return environment;
}

void BlockSignals() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

WorkloadCommand PlainCommand(const std::string& comm, const std::vector<std::string>& devices) {
  WorkloadCommand command = {"/proc/self/exe", {comm, std::string(kMark)}, {}};
  command.words.insert(command.words.end(), devices.begin(), devices.end());
  return command;
}

absl::StatusOr<SpawnedWorkload> SpawnWorkload(const WorkloadCommand& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return ErrnoStatus(errno, "pipe");
  SpawnedWorkload workload;
  workload.ready = UniqueFd(ends[0]);
  const UniqueFd child_end(ends[1]);

  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = EnvironmentWith(command.environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, child_end.get(), kReadyFd);
  const int error = posix_spawn(&workload.pid, command.program.c_str(), &actions, nullptr,
                                Pointers(&words).data(), Pointers(&environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return ErrnoStatus(error, "start " + command.program);
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
