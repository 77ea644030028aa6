// enumerate: what finding a host's chips costs, beside a bare walk with the same calls.
//
//   enumerate DIRECTORY PAIRS
//
// DIRECTORY holds sys, dev and proc/devices (see plain-tree). Prints one line of JSON. Exits with 1
// if the walk does not list as many directories and read the same files as the enumeration.

#include <cstdio>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/device/enumerator.h"
#include "tests/bench/bare_walk.h"
#include "tests/bench/file_calls.h"
#include "tests/bench/paired_timing.h"

namespace {

std::vector<neuron::Chip> Enumerate(const neuron::HostPaths& host) {
  std::vector<neuron::Chip> chips;
  neuron::ReadHost(host);
  const absl::StatusOr<std::vector<int>> indices = neuron::ListChips(host);
  for (int index : indices.value()) {
    chips.push_back(neuron::ReadChip(host, index));
  }
  return chips;
}

bool SameCalls(const neuron::FileCalls& ours, const neuron::FileCalls& floor) {
  if (ours.directories == floor.directories && ours.reads == floor.reads &&
      ours.files == floor.files) {
    return true;
  }
  std::fprintf(stderr,
               "enumerate: the bare walk is no measure: it lists %d directories and reads %d times "
               "from %zu files; the enumeration %d, %d, %zu\n",
               floor.directories, floor.reads, floor.files.size(), ours.directories, ours.reads,
               ours.files.size());
  return false;
}

int Measure(const neuron::HostPaths& host, int pairs) {
  std::size_t chips = 0;
  const auto ours = [&] { chips = Enumerate(host).size(); };
  const neuron::FileCalls calls = neuron::RecordFileCalls(ours);
  const auto floor = [&] { neuron::WalkBarely(host, calls.files); };
  if (!SameCalls(calls, neuron::RecordFileCalls(floor))) {
    return 1;
  }
  const neuron::PairedTiming timing = neuron::TimePairs(pairs, ours, floor);
  std::printf(
      "{\"chips\": %zu, \"directories\": %d, \"files\": %zu, \"ours_seconds\": %.9f, "
      "\"floor_seconds\": %.9f, \"ratio\": %.4f}\n",
      chips, calls.directories, calls.files.size(), absl::ToDoubleSeconds(timing.ours),
      absl::ToDoubleSeconds(timing.floor), timing.ratio);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int pairs;
  if (argc != 3 || !absl::SimpleAtoi(argv[2], &pairs) || pairs < 1) {
    std::fputs("usage: enumerate DIRECTORY PAIRS\n", stderr);
    return 2;
  }
  const std::string root = argv[1];
  neuron::HostPaths host;
  host.sysfs = root + "/sys";
  host.dev = root + "/dev";
  host.proc_devices = root + "/proc/devices";
  return Measure(host, pairs);
}
