// bystander: what system calls cost a process that has nothing to do with the chips.
//
//   bystander TURNS [--empty]
//
// Prints a line of JSON: for each loop the lower decile over the turns of a pass's nanoseconds, as
// the processor's time of this thread: what others do on the host slows most turns a little. With
// --empty, two BPF programs that do nothing are attached to every system call meanwhile.

#include <bpf/libbpf.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "agent/base/file.h"
#include "tests/bench/empty_calls.skel.h"

namespace {

// In a turn: so few that most turns are over before another process has its own.
constexpr int kPasses = 500;

constexpr char kSomeFile[] = "/proc/self/exe";
constexpr char kSomeDevice[] = "/dev/null";

void OpenAndClose(int) { neuron::UniqueFd(open(kSomeFile, O_RDONLY | O_CLOEXEC)); }

// Which it refuses.
void AskDevice(int device) { ioctl(device, FIONREAD, nullptr); }

void AskParent(int) { syscall(SYS_getppid); }

void DoAll(int device) {
  OpenAndClose(device);
  AskDevice(device);
  AskParent(device);
}

struct Loop {
  const char* name;
  void (*pass)(int device);
};

constexpr Loop kLoops[] = {
    {"open-close", OpenAndClose}, {"ioctl", AskDevice}, {"getppid", AskParent}, {"mixed", DoAll}};

double ThreadNanoseconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

double TimeTurn(const Loop& loop, int device) {
  const double begin = ThreadNanoseconds();
  for (int i = 0; i < kPasses; ++i) {
    loop.pass(device);
  }
  return (ThreadNanoseconds() - begin) / kPasses;
}

double CalmTurn(const Loop& loop, int device, int turns) {
  TimeTurn(loop, device);
  std::vector<double> all;
  for (int i = 0; i < turns; ++i) {
    all.push_back(TimeTurn(loop, device));
  }
  const auto decile = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 10);
  std::nth_element(all.begin(), decile, all.end());
  return *decile;
}

void Measure(int turns) {
  const neuron::UniqueFd device(open(kSomeDevice, O_RDONLY | O_CLOEXEC));
  const char* separator = "{";
  for (const Loop& loop : kLoops) {
    std::printf("%s\"%s\": %.2f", separator, loop.name, CalmTurn(loop, device.get(), turns));
    separator = ", ";
  }
  std::puts("}");
}

}  // namespace

int main(int argc, char** argv) {
  int turns = 0;
  const bool empty = argc == 3 && std::string(argv[2]) == "--empty";
  if ((argc != 2 && !empty) || !absl::SimpleAtoi(argv[1], &turns) || turns < 1) {
    std::fputs("usage: bystander TURNS [--empty]\n", stderr);
    return 2;
  }
  empty_calls_bpf* programs = empty ? empty_calls_bpf__open_and_load() : nullptr;
  if (empty && (programs == nullptr || empty_calls_bpf__attach(programs) != 0)) {
    std::fputs("bystander: the kernel does not take the empty programs: run it as root\n", stderr);
    return 1;
  }
  Measure(turns);
  empty_calls_bpf__destroy(programs);
  return 0;
}
