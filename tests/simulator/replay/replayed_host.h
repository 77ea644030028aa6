#ifndef TESTS_SIMULATOR_REPLAY_REPLAYED_HOST_H_
#define TESTS_SIMULATOR_REPLAY_REPLAYED_HOST_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The host that a capture (agent/capture/host_capture.h) was taken of: its files as they were, byte
// for byte; its chips as they said by ioctl where the daemon had asked them, else by the order of
// their PCI addresses. A file that did not answer when it was captured fails with ETIMEDOUT.
// The driver's lines of the log are dev/kmsg.
//
// What a capture does not say (how the driver goes on from there) is as with the simulated driver
// whose version is the nearest below, and the chips of that type.
//
// InvalidArgument, saying what is wrong with it, if it is no capture, holds no chip, or chips of a
// type that we do not know.
absl::StatusOr<std::unique_ptr<Host>> MakeReplayedHost(
    const std::map<std::string, std::string>& members);

// The same for the whole file, a .tar.zst.
absl::StatusOr<std::unique_ptr<Host>> ReplayArchive(absl::string_view archive);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_REPLAY_REPLAYED_HOST_H_
