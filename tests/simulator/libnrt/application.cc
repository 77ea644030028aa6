// The program of a workload: an application that computes with libnrt until it is told to end.
//
//   COMM LIBRARY EXECUTIONS|- PERIOD_US MEMORY_BYTES
//
// It loads LIBRARY, takes every visible core (NEURON_RT_VISIBLE_CORES), loads a model on each with
// MEMORY_BYTES of tensors, says "ok" on descriptor 3 (or why not) and closes it. Then each core
// begins an execution every PERIOD_US, EXECUTIONS times or without end. SIGTERM and SIGINT end it
// in order: the executions that run, then the models, then the runtime.

#include <dlfcn.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "tests/simulator/libnrt/environment.h"
#include "tests/simulator/libnrt/nrt.h"

namespace neuron::sim::nrt {
namespace {

constexpr int kReadyFd = 3;
// As a NEFF begins; nobody reads it.
constexpr char kNeff[] = "NEFF";
constexpr int kPyTorch = 3;

// The functions that an application calls.
struct Library {
  decltype(&nrt_init) init;
  decltype(&nrt_close) close;
  decltype(&nrt_load) load;
  decltype(&nrt_unload) unload;
  decltype(&nrt_execute) execute;
  decltype(&nrt_tensor_allocate) allocate;
  decltype(&nrt_tensor_free) free;
};

struct Options {
  const char* library;
  std::uint64_t executions;
  std::uint64_t period_us;
  std::uint64_t memory_bytes;
};

// One visible core at work.
struct Worker {
  const Library* library;
  const Options* options;
  nrt_model* model;
  nrt_tensor* tensor;
  pthread_t thread;
};

std::atomic<bool> stopping{false};

void Say(const char* text) {
  // If the simulator is gone, so will be this process.
  [[maybe_unused]] const ssize_t written = write(kReadyFd, text, std::strlen(text));
  close(kReadyFd);
}

int Fail(const char* what, int status) {
  char text[256];
  std::snprintf(text, sizeof(text), "%s: status %d (%s)", what, status, std::strerror(errno));
  Say(text);
  return 1;
}

template <typename Function>
bool Find(void* library, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(dlsym(library, name));
  return *function != nullptr;
}

bool LoadLibrary(const char* path, Library* library) {
  void* handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  return handle != nullptr && Find(handle, "nrt_init", &library->init) &&
         Find(handle, "nrt_close", &library->close) && Find(handle, "nrt_load", &library->load) &&
         Find(handle, "nrt_unload", &library->unload) &&
         Find(handle, "nrt_execute", &library->execute) &&
         Find(handle, "nrt_tensor_allocate", &library->allocate) &&
         Find(handle, "nrt_tensor_free", &library->free);
}

// Sleeps until `next`, unless the end comes first.
void SleepUntil(const timespec& next) {
  constexpr long kSliceNs = 50'000'000;
  for (;;) {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const long left = (next.tv_sec - now.tv_sec) * 1'000'000'000 + next.tv_nsec - now.tv_nsec;
    if (left <= 0 || stopping) return;
    const timespec slice = {0, left < kSliceNs ? left : kSliceNs};
    nanosleep(&slice, nullptr);
  }
}

void AddMicroseconds(std::uint64_t us, timespec* time) {
  const std::uint64_t ns = static_cast<std::uint64_t>(time->tv_nsec) + us % 1'000'000 * 1000;
  time->tv_sec += static_cast<time_t>(us / 1'000'000 + ns / 1'000'000'000);
  time->tv_nsec = static_cast<long>(ns % 1'000'000'000);
}

void* Work(void* argument) {
  const auto& worker = *static_cast<const Worker*>(argument);
  timespec next;
  clock_gettime(CLOCK_MONOTONIC, &next);
  for (std::uint64_t i = 0; i < worker.options->executions; ++i) {
    worker.library->execute(worker.model, nullptr, nullptr);
    if (stopping) break;
    AddMicroseconds(worker.options->period_us, &next);
    SleepUntil(next);
  }
  return nullptr;
}

// 0, or main's exit code after it was said why.
int Prepare(const Environment& environment, const Library& library, const Options& options,
            Worker* workers) {
  const int init = library.init(kPyTorch, "2.1", "2.0");
  if (init != kNrtSuccess) return Fail("nrt_init", init);
  for (int i = 0; i < environment.visible_count; ++i) {
    const int vnc = environment.visible[i];
    workers[i] = {&library, &options, nullptr, nullptr, {}};
    int status = library.load(kNeff, sizeof(kNeff), vnc, 1, &workers[i].model);
    if (status != kNrtSuccess) return Fail("nrt_load", status);
    status = library.allocate(0, vnc, options.memory_bytes, "input", &workers[i].tensor);
    if (status != kNrtSuccess) return Fail("nrt_tensor_allocate", status);
  }
  return 0;
}

void Compute(const Library& library, Worker* workers, int count) {
  for (int i = 0; i < count; ++i) pthread_create(&workers[i].thread, nullptr, Work, &workers[i]);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  int signal = 0;
  sigwait(&ends, &signal);
  stopping = true;
  for (int i = 0; i < count; ++i) pthread_join(workers[i].thread, nullptr);
  for (int i = 0; i < count; ++i) {
    library.free(&workers[i].tensor);
    library.unload(workers[i].model);
  }
  library.close();
}

int Run(const Options& options) {
  static Environment environment;
  static Worker workers[kMaxVisibleCores];
  if (!ReadEnvironment(&environment)) return Fail("environment", kNrtInvalid);
  Library library = {};
  if (!LoadLibrary(options.library, &library)) {
    Say(dlerror());
    return 1;
  }
  const int failed = Prepare(environment, library, options, workers);
  if (failed != 0) return failed;
  Say("ok");
  Compute(library, workers, environment.visible_count);
  return 0;
}

}  // namespace
}  // namespace neuron::sim::nrt

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (argc != 5) return 2;
  prctl(PR_SET_NAME, argv[0]);
  // What the simulator's parent left open for it, such as the pipes of a test.
  close_range(neuron::sim::nrt::kReadyFd + 1, ~0U, 0);
  // Also the signals that the simulator blocked stay so: the end is waited for.
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
  const bool endless = std::strcmp(argv[2], "-") == 0;
  return neuron::sim::nrt::Run({argv[1], endless ? ~0ULL : std::strtoull(argv[2], nullptr, 10),
                                std::strtoull(argv[3], nullptr, 10),
                                std::strtoull(argv[4], nullptr, 10)});
}
