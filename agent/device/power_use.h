#ifndef AGENT_DEVICE_POWER_USE_H_
#define AGENT_DEVICE_POWER_USE_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"

namespace neuron {

// POWER_STATUS_VALID, _NO_DATA, _INVALID and _MAX, by equality; any other word is no status.
enum class PowerStatus : std::uint8_t { kValid, kNoData, kInvalid, kMax };

// stats/power/utilization (neuron-driver.md §7.6): what the chip drew in the last full minute, in
// percent of its maximum, the idle baseline taken off. No watts.
struct PowerUse {
  PowerStatus status = PowerStatus::kNoData;
  // The end of that minute (EPOCH); the epoch itself before the first. During a reset the last line
  // stays: its age tells.
  absl::Time rolled_up_at = absl::UnixEpoch();
  // 0 unless the status is valid: then they say nothing.
  double min_percent = 0;
  double max_percent = 0;
  double average_percent = 0;

  friend bool operator==(const PowerUse& a, const PowerUse& b) {
    return a.status == b.status && a.rolled_up_at == b.rolled_up_at &&
           a.min_percent == b.min_percent && a.max_percent == b.max_percent &&
           a.average_percent == b.average_percent;
  }
};

// stats/power/utilization_raw (2.29): a live number for each die.
struct RawPower {
  static constexpr std::size_t kDies = 4;
  struct Die {
    int die = 0;
    // In percent; unknown where the line says anything but a number, absent for "unavailable".
    Reading<double> percent;
    friend bool operator==(const Die& a, const Die& b) {
      return a.die == b.die && a.percent == b.percent;
    }
  };
  // The first `count` are there, in the order of the lines.
  std::array<Die, kDies> dies;
  std::size_t count = 0;

  friend bool operator==(const RawPower& a, const RawPower& b) {
    return a.dies == b.dies && a.count == b.count;
  }
};

// The bytes of the files, with or without the closing line feed; the raw file's form beyond
// "die," + anything is not documented (§12 Q3), so a line with no number is an unknown die.
// DataLoss for anything else, and for two lines of the same die, quoting the start of what was
// there. Pure.
absl::StatusOr<PowerUse> ParsePowerUse(absl::string_view bytes);
absl::StatusOr<RawPower> ParseRawPower(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_POWER_USE_H_
