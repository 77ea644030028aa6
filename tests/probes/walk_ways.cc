#include "tests/probes/walk_ways.h"

#include <fstream>
#include <limits>
#include <set>
#include <string>

namespace neuron {
namespace {

// What the kernel calls its functions.
std::set<std::string> KernelSymbols() {
  std::set<std::string> names;
  std::ifstream symbols("/proc/kallsyms");
  for (std::string address, type, name; symbols >> address >> type >> name;) {
    names.insert(name);
    symbols.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  return names;
}

}  // namespace

std::vector<DescriptorWalk::Way> WaysOfThisKernel() {
  const std::set<std::string> symbols = KernelSymbols();
  std::vector<DescriptorWalk::Way> ways = {DescriptorWalk::Way::kDescriptors};
  if (symbols.count("bpf_loop") != 0) {
    ways.push_back(DescriptorWalk::Way::kTables);
  }
  if (symbols.count("bpf_rdonly_cast") != 0) {
    ways.push_back(DescriptorWalk::Way::kTablesInPlace);
  }
  return ways;
}

}  // namespace neuron
