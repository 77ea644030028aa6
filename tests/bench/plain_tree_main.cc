// plain-tree: writes a simulated host as plain files: plain-tree INSTANCE_TYPE DIRECTORY.

#include <cstdio>

#include "agent/base/status.h"
#include "tests/bench/plain_tree.h"
#include "tests/simulator/host/host.h"

namespace {

absl::Status Write(const char* instance_type, const char* directory) {
  NEURON_ASSIGN_OR_RETURN(const neuron::sim::Instance instance,
                          neuron::sim::FindInstance(instance_type));
  NEURON_ASSIGN_OR_RETURN(const std::unique_ptr<neuron::sim::Host> host,
                          neuron::sim::BuildHost(instance));
  return neuron::WritePlainTree(*host->tree.root(), directory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: plain-tree INSTANCE_TYPE DIRECTORY\n", stderr);
    return 2;
  }
  const absl::Status written = Write(argv[1], argv[2]);
  if (!written.ok()) {
    std::fprintf(stderr, "plain-tree: %s\n", std::string(written.message()).c_str());
    return 1;
  }
  return 0;
}
