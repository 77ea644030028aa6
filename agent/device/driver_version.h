#ifndef AGENT_DEVICE_DRIVER_VERSION_H_
#define AGENT_DEVICE_DRIVER_VERSION_H_

#include <tuple>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// A version of the Neuron driver: "2.24.7.0". Ordered.
struct DriverVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;
  int build = 0;

  friend bool operator==(const DriverVersion& a, const DriverVersion& b) {
    return std::tie(a.major, a.minor, a.patch, a.build) ==
           std::tie(b.major, b.minor, b.patch, b.build);
  }
  friend bool operator<(const DriverVersion& a, const DriverVersion& b) {
    return std::tie(a.major, a.minor, a.patch, a.build) <
           std::tie(b.major, b.minor, b.patch, b.build);
  }
};

// Two to four numbers with dots between and no zeros in front; what is not said is 0. DataLoss,
// quoting the start of the text, for any other: builds with words in them, such as "2.x.8072.0",
// are in use (neuron-driver.md §2.2). What those have is known by their files: generation.h.
absl::StatusOr<DriverVersion> ParseDriverVersion(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_DEVICE_DRIVER_VERSION_H_
