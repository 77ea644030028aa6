// storm: opens and closes a device node so many times a second.
//
//   storm NODE PER_SECOND SECONDS
//
// Prints a line of JSON when it is over, and holds the node from then on until its input ends.

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>

#include "absl/strings/numbers.h"
#include "agent/base/file.h"

namespace {

neuron::UniqueFd Open(const char* node) {
  return neuron::UniqueFd(open(node, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

// In bursts of about a millisecond. Returns how many opens failed.
std::uint64_t Rage(const char* node, std::uint64_t per_second, std::uint64_t times) {
  const auto begin = std::chrono::steady_clock::now();
  const std::chrono::nanoseconds period(1'000'000'000 / per_second);
  std::uint64_t failed = 0;
  for (std::uint64_t i = 0; i < times; ++i) {
    while (std::chrono::steady_clock::now() < begin + i * period) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    failed += Open(node).valid() ? 0 : 1;
  }
  return failed;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t per_second = 0;
  std::uint64_t seconds = 0;
  if (argc != 4 || !absl::SimpleAtoi(argv[2], &per_second) || per_second == 0 ||
      !absl::SimpleAtoi(argv[3], &seconds)) {
    std::fputs("usage: storm NODE PER_SECOND SECONDS\n", stderr);
    return 2;
  }
  const std::uint64_t times = per_second * seconds;
  const auto begin = std::chrono::steady_clock::now();
  const std::uint64_t failed = Rage(argv[1], per_second, times);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const neuron::UniqueFd held = Open(argv[1]);
  if (failed > 0 || !held.valid()) {
    std::fprintf(stderr, "storm: %s cannot be opened\n", argv[1]);
    return 1;
  }
  std::printf("{\"opens\": %llu, \"per_second\": %.0f}\n", static_cast<unsigned long long>(times),
              static_cast<double>(times) / took.count());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}
