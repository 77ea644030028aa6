#include "agent/cli/placement_names.h"

namespace neuron {

PublishedNames PublishedNamesOf(const AttributeNames& names) {
  return {AttributeName(names, AttributeKind::kFreeSet),
          AttributeName(names, AttributeKind::kFits),
          AttributeName(names, AttributeKind::kHealth),
          {AttributeName(names, AttributeKind::kFreeChips),
           AttributeName(names, AttributeKind::kChipCount)},
          names.prefix};
}

}  // namespace neuron
