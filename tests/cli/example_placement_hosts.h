#ifndef TESTS_CLI_EXAMPLE_PLACEMENT_HOSTS_H_
#define TESTS_CLI_EXAMPLE_PLACEMENT_HOSTS_H_

#include <string>
#include <vector>

#include "agent/placement/placement_host.h"

namespace neuron {

// A host with room for four chips, one without, one that has another owner, and one of which little
// is known.
inline std::vector<PlacementHost> ExamplePlacementHosts() {
  PlacementHost roomy;
  roomy.name = "i-0aaa";
  roomy.attributes = {{"neuron.health", std::string("ok")},
                      {"neuron.fits", std::string("_01_04_")},
                      {"neuron.free-chips", std::string("10")}};
  roomy.fields = {{SubjectKind::kRunningTasksCount, std::string("2")}};
  PlacementHost full = roomy;
  full.name = "i-0bbb";
  full.attributes["neuron.fits"] = std::string("_01_");
  full.attributes["neuron.free-chips"] = std::string("03");
  PlacementHost foreign = roomy;
  foreign.name = "i-0ccc";
  foreign.attributes.clear();
  PlacementHost dim;
  dim.name = "i-0ddd\x1b";
  dim.other_attributes = absl::UnknownError("only ECS knows");
  dim.notes = {"seen long ago"};
  return {roomy, full, foreign, dim};
}

}  // namespace neuron

#endif  // TESTS_CLI_EXAMPLE_PLACEMENT_HOSTS_H_
