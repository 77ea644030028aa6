#ifndef AGENT_PLACEMENT_CHIP_EXPRESSION_H_
#define AGENT_PLACEMENT_CHIP_EXPRESSION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "agent/placement/published_names.h"

namespace neuron {

// Expressions of the cluster query language that ask for chips. They mean the same under every
// reading of what AWS does not document (query_reading.h): patterns have .* at both ends and what
// they look for has bars at both ends; all else is equality of text. Pure.

// Every chip of the set is free, and the host is not in trouble as a whole: one comparison for each
// run of chips that follow one another, for between two runs other chips may be free.
//   attribute:neuron.free-set =~ .*_04_05_.* and attribute:neuron.health in [ok, degraded]
std::string PinnedExpression(const PublishedNames& names, ChipSet chips);

// Some valid set of so many chips is free, and the host is not in trouble as a whole.
std::string FloatingExpression(const PublishedNames& names, int chips);

// The instance is of the type.
std::string TypeExpression(absl::string_view instance_type);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CHIP_EXPRESSION_H_
