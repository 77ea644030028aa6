#include "agent/telemetry/rebase_codec.h"

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/base/status.h"
#include "agent/device/counter_catalog.h"
#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"

namespace neuron {
namespace {

template <typename Tally>
absl::optional<Tally> FindTally(absl::string_view node, std::size_t tallies) {
  for (std::size_t i = 0; i < tallies; ++i) {
    if (NodeOf(static_cast<Tally>(i)) == node) return static_cast<Tally>(i);
  }
  return absl::nullopt;
}

bool DecodeCounter(RebasedThing thing, absl::string_view node, Rebase* rebase) {
  rebase->of_core = thing == RebasedThing::kCore;
  if (rebase->of_core) {
    const absl::optional<CoreTally> tally = FindTally<CoreTally>(node, kCoreTallies);
    rebase->tally = tally.value_or(CoreTally::kSuccess);
    return tally.has_value();
  }
  const absl::optional<EccTally> ecc = FindTally<EccTally>(node, kEccTallies);
  rebase->ecc = ecc.value_or(EccTally::kSramUncorrected);
  return ecc.has_value();
}

absl::StatusOr<Rebase> DecodeRebase(RebasedThing thing, const agent::v1::Rebase& message) {
  Rebase rebase;
  if (!DecodeCounter(thing, message.counter(), &rebase)) {
    return FieldError("counter", "not known to this version");
  }
  rebase.times = message.times_total();
  NEURON_ASSIGN_OR_RETURN(rebase.last_at,
                          DecodeTime("last_at", message.has_last_at(), message.last_at()));
  NEURON_ASSIGN_OR_RETURN(rebase.last_reason, DecodeEnum(message.last_reason()));
  return rebase;
}

}  // namespace

void EncodeRebases(const std::vector<Rebase>& rebases, RebaseList* list) {
  for (const Rebase& rebase : rebases) {
    agent::v1::Rebase* const message = list->Add();
    message->set_counter(std::string(rebase.of_core ? NodeOf(rebase.tally) : NodeOf(rebase.ecc)));
    message->set_times_total(rebase.times);
    if (HasTimestamp(rebase.last_at)) *message->mutable_last_at() = EncodeTime(rebase.last_at);
    message->set_last_reason(EncodeEnum(rebase.last_reason));
  }
}

std::vector<Rebase> DecodeRebases(RebasedThing thing, const RebaseList& list) {
  std::vector<Rebase> rebases;
  for (const agent::v1::Rebase& message : list) {
    const absl::StatusOr<Rebase> rebase = DecodeRebase(thing, message);
    if (rebase.ok()) rebases.push_back(*rebase);
  }
  return rebases;
}

}  // namespace neuron
