#ifndef AGENT_HEALTH_CASE_RECORD_H_
#define AGENT_HEALTH_CASE_RECORD_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/device/chip_type.h"
#include "agent/health/complaint.h"
#include "agent/health/hold_down.h"
#include "agent/health/sign.h"
#include "agent/health/verdict.h"

namespace neuron {

// What is held against one chip, for a later run of the agent in the same boot. Moments are of a
// clock that does not go back before the host does.
struct CaseRecord {
  // What it is of: one word, from /proc/sys/kernel/random/boot_id.
  std::string boot_id;
  int chip = 0;
  // When all this was so; nothing in here is later.
  absl::Duration kept_at;

  // Of the chip, as far as they were known.
  absl::optional<std::string> serial_number;
  absl::optional<ChipType> type;
  // The inode of the module's directory in sysfs, which tells loads of the driver apart; 0 if that
  // was not known.
  std::uint64_t module_inode = 0;
  // Up to which of its records the kernel's log is in here; none if it is not.
  absl::optional<std::uint64_t> heard;

  // What was said of the chip last, and since when.
  Verdict verdict = Verdict::kUnknown;
  std::string reason;
  absl::Time since;

  HoldDown::Record hold_down;
  std::map<Ailment, Complaint::Record> complaints;
};

// Lines of ASCII. The first alone tells boot, chip and kept_at; all others are the same as long as
// nothing else is held against the chip: of a state that holds it is not said until when.
std::string FormatCase(const CaseRecord& record);

// What FormatCase() wrote, with kept_at for what held then. DataLoss names the line that is not
// understood. Pure, over foreign bytes.
absl::StatusOr<CaseRecord> ParseCase(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_HEALTH_CASE_RECORD_H_
