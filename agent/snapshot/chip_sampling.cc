#include "agent/snapshot/chip_sampling.h"

#include <cstddef>

namespace neuron {
namespace {

using Haste = ChipTurn::Haste;

CounterGroups Only(CounterGroup group) {
  CounterGroups groups;
  groups[group] = true;
  return groups;
}

}  // namespace

bool ChipSampling::Fits(const TreeIndex* tree) const {
  return reader_ != nullptr && reader_->tree().get() == tree;
}

absl::optional<ChipSample> ChipSampling::Visit(const Chip& chip, const Choice& groups,
                                               bool keep_open, const Moment& moment) {
  CounterGroups due = groups.due;
  if (!Prepare(chip, groups, keep_open, &due) || !ReadSlowGroups(due, moment)) {
    return absl::nullopt;
  }
  const ChipTurn::Taken turn(&turn_, Haste::kNone, kPatience);
  return turn.number() == 0 ? absl::nullopt : absl::make_optional(Finish(turn, moment));
}

bool ChipSampling::Prepare(const Chip& chip, const Choice& groups, bool keep_open,
                           CounterGroups* due) {
  const ChipTurn::Taken turn(&turn_, Haste::kNone, kPatience);
  if (turn.number() == 0) {
    return false;
  }
  if (!Fits(chip.tree.get())) {
    reader_ = std::make_unique<ChipReader>(chip.tree, chip.memory_bytes, keep_open);
    counters_ = ChipCounters();
    *due = groups.collected;
  }
  return true;
}

bool ChipSampling::ReadSlowGroups(const CounterGroups& due, const Moment& moment) {
  for (std::size_t place = 0; place < due.size(); ++place) {
    const CounterGroup group = CounterGroups::At(place);
    if (!due[group] || group == CounterGroup::kFast) {
      continue;
    }
    const ChipTurn::Taken turn(&turn_, Haste::kNone, kPatience);
    if (turn.number() == 0) {
      return false;
    }
    reader_->Read(Only(group), moment.now, &counters_);
  }
  return true;
}

absl::optional<ChipSample> ChipSampling::Look(const TreeIndex* tree, const Moment& moment) {
  const ChipTurn::Taken turn(&turn_, Haste::kHurried, kPatience);
  return turn.number() == 0 || !Fits(tree) ? absl::nullopt
                                           : absl::make_optional(Finish(turn, moment));
}

ChipSample ChipSampling::Finish(const ChipTurn::Taken& turn, const Moment& moment) {
  const absl::Duration at =
      moment.clock != nullptr ? moment.clock->Monotonic() : absl::ZeroDuration();
  reader_->Read(Only(CounterGroup::kFast), moment.now, &counters_);
  return {counters_, turn.number(), at};
}

}  // namespace neuron
