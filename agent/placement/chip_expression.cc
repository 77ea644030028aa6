#include "agent/placement/chip_expression.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace neuron {
namespace {

// "_04_05_" for chips that follow one another.
std::vector<std::string> Runs(ChipSet chips) {
  std::vector<std::string> runs;
  for (const int chip : chips.chips()) {
    if (chip == 0 || !chips.Contains(chip - 1)) {
      runs.push_back("_");
    }
    absl::StrAppendFormat(&runs.back(), "%02d_", chip);
  }
  return runs;
}

std::string Contains(const std::string& attribute, absl::string_view part) {
  return absl::StrCat("attribute:", attribute, " =~ .*", part, ".*");
}

// A host of which a chip is bad is degraded; it is not among those that are asked for.
std::string NotInTrouble(const PublishedNames& names) {
  return absl::StrCat("attribute:", names.health, " in [ok, degraded]");
}

}  // namespace

std::string PinnedExpression(const PublishedNames& names, ChipSet chips) {
  std::vector<std::string> parts;
  for (const std::string& run : Runs(chips)) {
    parts.push_back(Contains(names.free_set, run));
  }
  parts.push_back(NotInTrouble(names));
  return absl::StrJoin(parts, " and ");
}

std::string FloatingExpression(const PublishedNames& names, int chips) {
  return absl::StrCat(Contains(names.fits, absl::StrFormat("_%02d_", chips)), " and ",
                      NotInTrouble(names));
}

std::string TypeExpression(absl::string_view instance_type) {
  return absl::StrCat("attribute:ecs.instance-type == ", instance_type);
}

}  // namespace neuron
