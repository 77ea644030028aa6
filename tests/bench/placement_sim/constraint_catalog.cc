#include "tests/bench/placement_sim/constraint_catalog.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/placement/chip_expression.h"
#include "agent/placement/chip_sets.h"
#include "agent/placement/query_parser.h"

namespace neuron {
namespace {

constexpr absl::string_view kInstanceType = "trn1.32xlarge";
constexpr int kSizes[] = {1, 4, 8, 16};

PublishedNames Names() {
  const AttributeNames names;
  PublishedNames published;
  published.free_set = AttributeName(names, AttributeKind::kFreeSet);
  published.fits = AttributeName(names, AttributeKind::kFits);
  published.health = AttributeName(names, AttributeKind::kHealth);
  published.prefix = names.prefix;
  return published;
}

ChipDefinition PinnedDefinition(ChipSet chips) {
  return {absl::StrCat("pin-", absl::StrJoin(chips.chips(), "-")), chips.size(), chips, chips,
          QueryEvaluator(ParseQuery(PinnedExpression(Names(), chips)).value())};
}

ChipDefinition FloatingDefinition(int chips) {
  return {absl::StrCat("float-", chips), chips, AllChipsOf(kInstanceType).value(), ChipSet(),
          QueryEvaluator(ParseQuery(FloatingExpression(Names(), chips)).value())};
}

PlacementHost HostWith(const std::vector<DesiredAttribute>& attributes) {
  PlacementHost host;
  for (const DesiredAttribute& attribute : attributes) {
    host.attributes[attribute.name] = attribute.value;
  }
  return host;
}

std::string KeyOf(const std::vector<DesiredAttribute>& attributes) {
  std::string key;
  for (const DesiredAttribute& attribute : attributes) {
    if (attribute.kind != AttributeKind::kGeneration) {
      absl::StrAppend(&key, attribute.value, "|");
    }
  }
  return key;
}

}  // namespace

ConstraintCatalog ConstraintCatalog::Pinned() {
  ConstraintCatalog catalog;
  for (const int size : kSizes) {
    const std::vector<ChipSet> sets = ChipSetsOf(kInstanceType, size).value();
    for (const ChipSet chips : sets) {
      catalog.definitions_.push_back(PinnedDefinition(chips));
    }
  }
  return catalog;
}

ConstraintCatalog ConstraintCatalog::Floating() {
  ConstraintCatalog catalog;
  for (const int size : kSizes) {
    catalog.definitions_.push_back(FloatingDefinition(size));
  }
  return catalog;
}

DefinitionSet ConstraintCatalog::Met(const std::vector<DesiredAttribute>& attributes) {
  const std::string key = KeyOf(attributes);
  const auto known = met_.find(key);
  return known != met_.end() ? known->second : met_[key] = Evaluate(attributes);
}

DefinitionSet ConstraintCatalog::Evaluate(const std::vector<DesiredAttribute>& attributes) const {
  const PlacementHost host = HostWith(attributes);
  DefinitionSet met = 0;
  for (std::size_t i = 0; i < definitions_.size(); ++i) {
    const QueryEvaluation evaluation = definitions_[i].constraint.Evaluate(host);
    const bool holds = ResultOf(evaluation.whole) == QueryResult::kTrue;
    met |= DefinitionSet{holds} << i;
  }
  return met;
}

}  // namespace neuron
