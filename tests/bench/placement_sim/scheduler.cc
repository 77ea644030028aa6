#include "tests/bench/placement_sim/scheduler.h"

#include <algorithm>
#include <numeric>

namespace neuron {
namespace {

bool Meet(ChipSet a, ChipSet b) { return (a.bits() & b.bits()) != 0; }

}  // namespace

Scheduler::Scheduler(std::size_t hosts, const Rules& rules, const ConstraintCatalog* catalog,
                     std::uint64_t seed)
    : rules_(rules), catalog_(catalog), chance_(seed), instances_(hosts) {}

absl::optional<Scheduler::Placement> Scheduler::Place(int chips) {
  std::vector<std::size_t> fullest_first(instances_.size());
  std::iota(fullest_first.begin(), fullest_first.end(), std::size_t{0});
  std::stable_sort(fullest_first.begin(), fullest_first.end(), [&](std::size_t a, std::size_t b) {
    return instances_[a].cpu < instances_[b].cpu;
  });
  for (const std::size_t host : fullest_first) {
    const absl::optional<Placement> placement = PlaceOn(host, chips);
    if (placement.has_value()) {
      return placement;
    }
  }
  return absl::nullopt;
}

absl::optional<Scheduler::Placement> Scheduler::PlaceOn(std::size_t host, int chips) {
  const std::vector<const ChipDefinition*> taken = TakenBy(instances_[host], chips);
  if (taken.empty()) {
    return absl::nullopt;
  }
  return Placement{host, taken[chance_.Pick(taken.size())]};
}

std::vector<const ChipDefinition*> Scheduler::TakenBy(const Instance& instance, int chips) const {
  std::vector<const ChipDefinition*> taken;
  if (instance.cpu < chips) {
    return taken;
  }
  const std::vector<ChipDefinition>& definitions = catalog_->definitions();
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const bool holds = !rules_.constraints || (instance.met >> i & 1) != 0;
    const bool has_ports = !rules_.port_tokens || !Meet(definitions[i].pinned, instance.tokens);
    if (definitions[i].chips == chips && holds && has_ports) {
      taken.push_back(&definitions[i]);
    }
  }
  return taken;
}

void Scheduler::Take(const Placement& placement) {
  Instance& instance = instances_[placement.host];
  instance.cpu -= placement.definition->chips;
  if (rules_.port_tokens) {
    instance.tokens = ChipSet(instance.tokens.bits() | placement.definition->pinned.bits());
  }
}

void Scheduler::GiveBack(const Placement& placement) {
  Instance& instance = instances_[placement.host];
  instance.cpu += placement.definition->chips;
  instance.tokens = ChipSet(instance.tokens.bits() & ~placement.definition->pinned.bits());
}

void Scheduler::Show(std::size_t host, DefinitionSet met) { instances_[host].met = met; }

}  // namespace neuron
