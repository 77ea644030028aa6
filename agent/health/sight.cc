#include "agent/health/sight.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

Blindness Cannot(absl::string_view reason, const absl::Status& why, absl::string_view over_once) {
  return {std::string(reason), std::string(why.message()), std::string(over_once)};
}

absl::optional<Blindness> BlindnessToReset(const Reading<ResetState>& state) {
  if (state.is_unknown()) {
    return Cannot("reset_state_unreadable", state.why(), "reset can be read");
  }
  if (state.is_absent()) {
    return Cannot("no_reset_state", absl::NotFoundError("this driver shows no reset state"),
                  "a driver is loaded that shows it");
  }
  if (state.value() == ResetState::kResetting) {
    return Blindness{"resetting", "reset reads 0: a reset is running", "reset reads 1"};
  }
  return absl::nullopt;
}

absl::optional<Blindness> BlindnessToMemory(const ChipCounters& counters) {
  const struct {
    EccTally tally;
    const char* reason;
  } kinds[] = {
      {EccTally::kSramUncorrected, "sram_ecc_unreadable"},
      {EccTally::kHbmUncorrected, "hbm_ecc_unreadable"},
      {EccTally::kHbmRepairable, "hbm_ecc_repairable_unreadable"},
  };
  for (const auto& kind : kinds) {
    const Reading<std::uint64_t>& count = counters.ecc[kind.tally];
    if (count.is_unknown()) {
      return Cannot(kind.reason, count.why(), "its memory errors can be read");
    }
  }
  return absl::nullopt;
}

}  // namespace

absl::optional<Blindness> BlindnessTo(const Reading<ChipCounters>& counters) {
  if (!counters.has_value()) {
    return Cannot(
        "unreadable",
        counters.is_unknown() ? counters.why() : absl::NotFoundError("the chip was not read yet"),
        "the chip answers");
  }
  const Reading<ResetState>& state = counters.value().reset_state;
  if (state.has_value() && state.value() == ResetState::kInvalid) {
    return absl::nullopt;
  }
  const absl::optional<Blindness> blindness = BlindnessToReset(state);
  return blindness.has_value() ? blindness : BlindnessToMemory(counters.value());
}

}  // namespace neuron
