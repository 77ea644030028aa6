#ifndef TESTS_SIMULATOR_PLAY_HARDWARE_H_
#define TESTS_SIMULATOR_PLAY_HARDWARE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <set>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "proto/config.pb.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// "mem_uncorrected", ...: the files *_ecc_* of a chip.
const std::array<absl::string_view, 5>& EccKinds();

// Whether these are names of components that can be unhealthy, joined by commas. InvalidArgument,
// naming the valid ones.
absl::Status CheckComponents(absl::string_view components);

// What a chip's silicon and firmware say in its files, by verb.
//
// Files are found by their leaf's name, wherever this driver has them. InvalidArgument for a chip
// or a core that the host has not; FailedPrecondition, naming the file, if this driver does not
// have it (or the chip is gone), or if the name is not of one file.
class Hardware {
 public:
  // `host` must outlive this.
  explicit Hardware(Host* host) : host_(host) {}

  absl::Status SetCounter(const config::v1::SetCounter& set);
  absl::Status AddCounter(const config::v1::AddCounter& add);
  absl::Status AddEcc(const config::v1::AddEcc& ecc);
  // The line is of the minute before `now`.
  absl::Status SetPower(const config::v1::SetPower& power, absl::Time now);
  absl::Status SetHealth(const config::v1::SetHealth& health);
  absl::Status SetSerialNumber(std::uint32_t chip, absl::string_view serial_number);

  // The chip's firmware is alive for another beat; unless it was stopped, cannot be reached, or
  // this driver does not show it.
  void Beat(std::uint32_t chip);

 private:
  // The one file of that name, or `total` in the one directory of that name.
  absl::StatusOr<Node*> FindLeaf(std::uint32_t chip, std::optional<std::uint32_t> core,
                                 absl::string_view name) const;
  absl::Status CountHealthChange(std::uint32_t chip);

  Host* host_;
  // Chips whose heartbeat stands still.
  std::set<std::uint32_t> stopped_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_HARDWARE_H_
