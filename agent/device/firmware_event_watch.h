#ifndef AGENT_DEVICE_FIRMWARE_EVENT_WATCH_H_
#define AGENT_DEVICE_FIRMWARE_EVENT_WATCH_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/device/firmware_event_source.h"

namespace neuron {

class Loop;

// How soon after one call a chip is called for again, at the earliest. A health that flutters costs
// no more.
inline constexpr absl::Duration kFirmwareEventSpacing = absl::Milliseconds(10);

// Listens to the kernel's files. Calls within milliseconds of an event, or of the spacing's end;
// what comes sooner than that is one call. A file that is new is also a reason to read its chip,
// once: what happened before nobody has heard.
//
// No file is ever read: the kernel tells each event once, also to him who has not read the last
// (EPOLLET), and so nothing waits for a chip that does not answer. A file stays open until a
// Follow() without it. One whose chip has gone falls silent; one that is at its end is dropped; one
// that a driver has made anew is known from the old one by its inode, and takes its place at the
// next Follow(). `loop` is borrowed.
std::unique_ptr<FirmwareEventSource> MakeFirmwareEventWatch(Loop* loop);

// The same, of files that `open` gives for their paths: such as can be polled for EPOLLPRI.
using OpenEventFile = std::function<absl::StatusOr<UniqueFd>(const std::string& path)>;
std::unique_ptr<FirmwareEventSource> MakeFirmwareEventWatch(Loop* loop, OpenEventFile open);

}  // namespace neuron

#endif  // AGENT_DEVICE_FIRMWARE_EVENT_WATCH_H_
