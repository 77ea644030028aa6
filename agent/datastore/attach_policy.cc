#include "agent/datastore/attach_policy.h"

#include "absl/strings/str_cat.h"
#include "agent/device/chip_type.h"
#include "agent/device/live_counters.h"
#include "agent/device/open_policy.h"

namespace neuron {
namespace {

constexpr DriverVersion kMoreSlotsSince = {2, 18, 12, 0};
constexpr int kSlots = 16;
constexpr int kSlotsBefore = 8;
constexpr int kSlotsLeft = 4;

constexpr absl::Duration kSettled = absl::Seconds(10);

absl::Status No(absl::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat("datastore: not attached: ", why));
}

absl::Status IsWorthIt(const Chip& chip, const Reading<DriverVersion>& generation) {
  if (!generation.has_value()) {
    return No("the driver's version is not known");
  }
  if (ShowsLiveCounters(generation)) {
    return No("this driver shows the counters in sysfs as they grow");
  }
  if (!chip.type.has_value()) {
    return No("the chip's type is not known");
  }
  if (chip.type.value() == ChipType::kInferentia) {
    return No("on Inferentia each close stalls the chip's users for a second");
  }
  return absl::OkStatus();
}

absl::Status IsReady(const Chip& chip, const AttachConditions& conditions) {
  if (!IsSetUp(chip, conditions.unchanged_for)) {
    return No("the driver may still be setting the chip up");
  }
  if (!conditions.reset_state.has_value()) {
    return No("not known whether the chip is in reset");
  }
  if (conditions.reset_state.value() != ResetState::kReady) {
    return No("the chip is in reset, or its last reset failed");
  }
  return absl::OkStatus();
}

absl::Status LeavesRoom(const DriverVersion& generation, const AttachConditions& conditions) {
  if (conditions.holders == 0) {
    return No("nobody holds the chip");
  }
  if (conditions.held_for < kSettled) {
    return No("its latest holder has just begun, and may reset it");
  }
  const int slots = generation < kMoreSlotsSince ? kSlotsBefore : kSlots;
  if (conditions.holders + 1 + kSlotsLeft > slots) {
    return No(absl::StrCat(conditions.holders, " of its ", slots, " process slots are taken"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MayAttach(const Chip& chip, const Reading<DriverVersion>& generation,
                       const AttachConditions& conditions) {
  absl::Status status = IsWorthIt(chip, generation);
  if (status.ok()) {
    status = IsReady(chip, conditions);
  }
  return status.ok() ? LeavesRoom(generation.value(), conditions) : status;
}

}  // namespace neuron
