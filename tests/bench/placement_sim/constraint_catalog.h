#ifndef TESTS_BENCH_PLACEMENT_SIM_CONSTRAINT_CATALOG_H_
#define TESTS_BENCH_PLACEMENT_SIM_CONSTRAINT_CATALOG_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/device/chip_set.h"
#include "agent/placement/query_evaluation.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// A task definition for chips of a trn1.32xlarge, as `neuronctl placement generate` makes it.
struct ChipDefinition {
  std::string family;
  int chips = 0;
  // Those whose nodes its container is given: its own, or all if it leases.
  ChipSet mapped;
  // Those that it takes without asking: `mapped`, or none if it leases.
  ChipSet pinned;
  QueryEvaluator constraint;
};

// Definitions, by their place in the catalog.
using DefinitionSet = std::uint64_t;

// All definitions that there are of one kind, and on which hosts their constraints hold: by the
// evaluator of `neuronctl placement explain`, whose every answer is kept, since the same values
// come again and again. One thread.
class ConstraintCatalog {
 public:
  // One for each valid set of 1, 4, 8 and 16 chips.
  static ConstraintCatalog Pinned();
  // One for each of these sizes.
  static ConstraintCatalog Floating();

  const std::vector<ChipDefinition>& definitions() const { return definitions_; }

  // Those whose constraints a host with these attributes meets, under every reading of what AWS
  // does not document.
  DefinitionSet Met(const std::vector<DesiredAttribute>& attributes);

 private:
  DefinitionSet Evaluate(const std::vector<DesiredAttribute>& attributes) const;

  std::vector<ChipDefinition> definitions_;
  // By the values of all attributes but who wrote them.
  std::unordered_map<std::string, DefinitionSet> met_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_CONSTRAINT_CATALOG_H_
