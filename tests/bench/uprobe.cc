// uprobe: what following a process into libnrt costs it, and what is lost.
//
//   uprobe cost LIBRARY COPY PAIRS    calls nrt_execute of a library with probes and of a copy
//                                     without, in turns
//   uprobe loss LIBRARY SECONDS       calls it 200,000 times a second from eight threads, while the
//                                     counts are read all the time
//
// Prints a line of JSON. The libraries do nothing (prologue.S).

#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "probes/nrt_calls.h"
#include "tests/bench/paired_timing.h"

namespace {

using Execute = int (*)(void*, const void*, void*);

// In a turn: so few that most turns are over before another process has its own.
constexpr int kCalls = 100;
constexpr int kThreads = 8;
constexpr int kPerSecond = 200'000;

// This process, followed into one library.
struct Followed {
  std::unique_ptr<neuron::NrtCalls> calls;
  std::unique_ptr<neuron::NrtCalls::Library> library;
  std::unique_ptr<neuron::NrtCalls::Process> process;
};

absl::StatusOr<Followed> FollowSelf(const std::string& path) {
  Followed followed;
  auto calls = neuron::NrtCalls::Load();
  if (!calls.ok()) {
    return calls.status();
  }
  followed.calls = *std::move(calls);
  auto library = followed.calls->Attach(path);
  if (!library.ok()) {
    return library.status();
  }
  followed.library = *std::move(library);
  auto process = followed.calls->Follow(
      getpid(), neuron::ParseProcStat(neuron::ReadFile("/proc/self/stat").value()).start_ticks,
      {followed.library.get()});
  if (!process.ok()) {
    return process.status();
  }
  followed.process = *std::move(process);
  return followed;
}

Execute Find(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW);
  return library == nullptr ? nullptr : reinterpret_cast<Execute>(dlsym(library, "nrt_execute"));
}

void CallAll(Execute execute) {
  for (int i = 0; i < kCalls; ++i) {
    execute(nullptr, nullptr, nullptr);
  }
}

void MeasureCost(Execute probed, Execute bare, int pairs) {
  const neuron::PairedTiming timing = neuron::TimePairs(
      pairs, [&] { CallAll(probed); }, [&] { CallAll(bare); });
  std::printf("{\"added_us\": %.4f, \"bare_us\": %.4f}\n",
              absl::ToDoubleMicroseconds(timing.ours - timing.floor) / kCalls,
              absl::ToDoubleMicroseconds(timing.floor) / kCalls);
}

// As fast as one of the threads is to call, in bursts of a millisecond.
void CallPaced(Execute execute, std::uint64_t times) {
  const auto begin = std::chrono::steady_clock::now();
  constexpr std::chrono::nanoseconds kPeriod(1'000'000'000LL * kThreads / kPerSecond);
  for (std::uint64_t i = 0; i < times; ++i) {
    while (std::chrono::steady_clock::now() < begin + i * kPeriod) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    execute(nullptr, nullptr, nullptr);
  }
}

void MeasureLoss(Execute execute, const neuron::NrtCalls::Process& process, int seconds) {
  const std::uint64_t each = static_cast<std::uint64_t>(seconds) * kPerSecond / kThreads;
  std::atomic<bool> over{false};
  std::thread reader([&] {
    while (!over) {
      process.Read();
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back(CallPaced, execute, each);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  over = true;
  reader.join();
  const nrt_row row = process.Read();
  std::printf("{\"made\": %llu, \"counted\": %llu, \"per_second\": %.0f}\n",
              static_cast<unsigned long long>(each * kThreads),
              static_cast<unsigned long long>(row.calls[NRT_EXECUTE].calls),
              static_cast<double>(each * kThreads) / took.count());
}

int Fail(const std::string& why) {
  std::fprintf(stderr, "uprobe: %s\n", why.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool cost = arguments.size() == 4 && arguments[0] == "cost";
  const bool loss = arguments.size() == 3 && arguments[0] == "loss";
  int number = 0;
  if ((!cost && !loss) || !absl::SimpleAtoi(arguments.back(), &number) || number < 1) {
    std::fputs("usage: uprobe cost LIBRARY COPY PAIRS | loss LIBRARY SECONDS\n", stderr);
    return 2;
  }
  const Execute probed = Find(arguments[1]);
  const Execute bare = cost ? Find(arguments[2]) : probed;
  if (probed == nullptr || bare == nullptr) {
    return Fail(dlerror());
  }
  const auto followed = FollowSelf(arguments[1]);
  if (!followed.ok()) {
    return Fail(followed.status().ToString());
  }
  if (cost) {
    MeasureCost(probed, bare, number);
  } else {
    MeasureLoss(probed, *followed->process, number);
  }
  std::fflush(stdout);
  // Without waiting for the kernel to take the probes out.
  _exit(0);
}
