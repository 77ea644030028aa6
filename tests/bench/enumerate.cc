// enumerate: what finding a host's chips costs, beside a bare walk with the same calls.
//
//   enumerate DIRECTORY PAIRS
//
// DIRECTORY holds sys, dev and proc/devices (see plain-tree). Prints a line of JSON for the chips
// and one for the PCI side. Exits with 1 if the bare walk does not list as many directories, read
// the same files as often and look at the same files and links.

#include <cstdio>
#include <functional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/device/enumerator.h"
#include "agent/device/pci_side.h"
#include "tests/bench/bare_walk.h"
#include "tests/bench/file_calls.h"
#include "tests/bench/paired_timing.h"

namespace {

// Something that the agent finds, and the bare way to where it lies.
struct Subject {
  const char* name;
  // Finds all of them; returns how many there are.
  std::function<std::size_t(const neuron::HostPaths&)> find;
  void (*list_barely)(const neuron::HostPaths&);
};

std::size_t FindChips(const neuron::HostPaths& host) {
  std::vector<neuron::Chip> chips;
  neuron::ReadHost(host);
  const absl::StatusOr<std::vector<int>> indices = neuron::ListChips(host);
  for (int index : indices.value()) {
    chips.push_back(neuron::ReadChip(host, index));
  }
  return chips.size();
}

std::size_t FindPciSide(const neuron::HostPaths& host) {
  return neuron::ReadPciSide(host).functions.value().size();
}

bool SameCalls(const char* name, const neuron::FileCalls& ours, const neuron::FileCalls& floor) {
  if (ours.directories == floor.directories && ours.reads == floor.reads &&
      ours.files == floor.files && ours.looks == floor.looks && ours.links == floor.links) {
    return true;
  }
  const auto say = [](const neuron::FileCalls& calls) {
    return absl::StrCat(calls.directories, " directories, ", calls.reads, " reads of ",
                        calls.files.size(), " files, ", calls.looks.size(), " looks, ",
                        calls.links.size(), " links");
  };
  std::fprintf(stderr, "enumerate: %s: the bare walk is no measure: it has %s; the agent %s\n",
               name, say(floor).c_str(), say(ours).c_str());
  return false;
}

bool Measure(const Subject& subject, const neuron::HostPaths& host, int pairs) {
  std::size_t found = 0;
  const auto ours = [&] { found = subject.find(host); };
  const neuron::FileCalls calls = neuron::RecordFileCalls(ours);
  const auto floor = [&] {
    subject.list_barely(host);
    neuron::AskBarely(calls);
  };
  if (!SameCalls(subject.name, calls, neuron::RecordFileCalls(floor))) {
    return false;
  }
  const neuron::PairedTiming timing = neuron::TimePairs(pairs, ours, floor);
  std::printf(
      "{\"name\": \"%s\", \"found\": %zu, \"directories\": %d, \"files\": %zu, \"reads\": %d, "
      "\"looks\": %zu, \"ours_seconds\": %.9f, \"floor_seconds\": %.9f, \"ratio\": %.4f}\n",
      subject.name, found, calls.directories, calls.files.size(), calls.reads, calls.looks.size(),
      absl::ToDoubleSeconds(timing.ours), absl::ToDoubleSeconds(timing.floor), timing.ratio);
  return true;
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
  // Not there: how long the log of the machine that measures is must not matter.
  host.kmsg = root + "/kmsg";
  const bool measured = Measure({"chips", FindChips, neuron::ListChipsBarely}, host, pairs) &&
                        Measure({"pci", FindPciSide, neuron::ListPciBarely}, host, pairs);
  return measured ? 0 : 1;
}
