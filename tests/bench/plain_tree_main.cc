// plain-tree: writes a simulated host as plain files, for programs that need no more than that.

#include <cstdio>
#include <string>

#include "agent/base/status.h"
#include "tests/bench/plain_tree.h"
#include "tests/simulator/host/host.h"

namespace {

absl::Status Write(const char* instance_type, const char* driver, const char* directory) {
  NEURON_ASSIGN_OR_RETURN(const neuron::sim::Instance instance,
                          neuron::sim::FindInstance(instance_type));
  NEURON_ASSIGN_OR_RETURN(const neuron::sim::Generation generation,
                          neuron::sim::FindGeneration(driver));
  NEURON_ASSIGN_OR_RETURN(const std::unique_ptr<neuron::sim::Host> host,
                          neuron::sim::BuildHost(instance, generation));
  return neuron::WritePlainTree(*host->tree.root(), directory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fputs("usage: plain-tree INSTANCE_TYPE [DRIVER_VERSION] DIRECTORY\n", stderr);
    return 2;
  }
  const std::string& recorded = neuron::sim::RecordedGeneration().version;
  const absl::Status written =
      Write(argv[1], argc == 4 ? argv[2] : recorded.c_str(), argv[argc - 1]);
  if (!written.ok()) {
    std::fprintf(stderr, "plain-tree: %s\n", std::string(written.message()).c_str());
    return 1;
  }
  return 0;
}
