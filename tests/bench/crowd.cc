// crowd: many processes with open files, for those that look for holders to look through.
//
//   crowd PROCESSES NODE...
//
// Each process has ten descriptors; every twentieth has one of the nodes, in turn, among them, for
// full access. Prints a line of JSON with the pids of those once all are there, and stays until its
// input ends.

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/status.h"

namespace {

constexpr int kDescriptors = 10;
constexpr int kHolderEvery = 20;
constexpr char kSomeFile[] = "/proc/self/exe";

// Has standard input, output and error, which are nobody's; a pipe, two sockets, and three files,
// of which `last` is one. False if one cannot be had.
bool OpenAll(const std::string& last) {
  const int nobody = open("/dev/null", O_RDWR);
  int ends[2];
  bool all = nobody >= 0 && pipe(ends) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
  for (int i = 0; i < 3; ++i) {
    all = dup2(nobody, i) >= 0 && all;
  }
  close(nobody);
  for (int i = 0; i < 2; ++i) {
    all = open(kSomeFile, O_RDONLY) >= 0 && all;
  }
  return open(last.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY) >= 0 && all;
}

// One process of the crowd, which says on `ready` that it has its files. Dies with its parent.
[[noreturn]] void Stay(const std::string& last, const int (&ready)[2]) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(ready[0]);
  if (!OpenAll(last) || write(ready[1], "", 1) != 1) {
    _exit(1);
  }
  close(ready[1]);
  for (;;) {
    pause();
  }
}

struct Crowd {
  std::vector<pid_t> all;
  std::vector<pid_t> holders;
};

absl::Status Await(std::size_t count, int ready) {
  char byte;
  for (std::size_t i = 0; i < count; ++i) {
    if (read(ready, &byte, 1) != 1) {
      return absl::UnavailableError("a process could not open its files");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Crowd> Gather(int processes, const std::vector<std::string>& nodes) {
  int ready[2];
  if (pipe(ready) != 0) {
    return neuron::ErrnoStatus(errno, "pipe");
  }
  Crowd crowd;
  for (int i = 0; i < processes; ++i) {
    const bool holds = i % kHolderEvery == 0;
    const pid_t pid = fork();
    if (pid == 0) {
      Stay(holds ? nodes[crowd.holders.size() % nodes.size()] : kSomeFile, ready);
    }
    if (pid < 0) {
      return neuron::ErrnoStatus(errno, absl::StrCat("fork of process ", i));
    }
    crowd.all.push_back(pid);
    if (holds) {
      crowd.holders.push_back(pid);
    }
  }
  close(ready[1]);
  const absl::Status status = Await(crowd.all.size(), ready[0]);
  close(ready[0]);
  return status.ok() ? absl::StatusOr<Crowd>(std::move(crowd)) : status;
}

void Disperse(const Crowd& crowd) {
  for (const pid_t pid : crowd.all) {
    kill(pid, SIGKILL);
  }
  while (wait(nullptr) > 0) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  int processes = 0;
  if (argc < 3 || !absl::SimpleAtoi(argv[1], &processes) || processes < 1) {
    std::fputs("usage: crowd PROCESSES NODE...\n", stderr);
    return 2;
  }
  const absl::StatusOr<Crowd> crowd = Gather(processes, {argv + 2, argv + argc});
  if (!crowd.ok()) {
    std::fprintf(stderr, "crowd: %s\n", std::string(crowd.status().message()).c_str());
    return 1;
  }
  std::printf("{\"descriptors\": %d, \"holders\": [%s]}\n", kDescriptors * processes,
              absl::StrJoin(crowd->holders, ", ").c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  Disperse(*crowd);
  return 0;
}
