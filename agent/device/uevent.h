#ifndef AGENT_DEVICE_UEVENT_H_
#define AGENT_DEVICE_UEVENT_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// One message of the kernel about a device, driver or module that came, went or changed.
struct Uevent {
  // "add", "remove", "change", "move", "bind", "unbind"...
  std::string action;
  // Below sysfs: "/devices/virtual/neuron_device/neuron3", "/module/neuron".
  std::string path;
  // What else the message says: SUBSYSTEM, DRIVER, SEQNUM. Of a name that occurs twice, the first.
  std::map<std::string, std::string> variables;
};

// The event in one datagram: "<action>@<path>", then NAME=value pairs, each ended by a zero byte.
// Pure, over foreign bytes. InvalidArgument if it is not exactly that, or if its ACTION and DEVPATH
// do not say the same as its first line: what udev sends to its clients, for one.
absl::StatusOr<Uevent> ParseUevent(absl::string_view datagram);

// Whether the chips of the host, or what is known of them, may be others after this event: a device
// of the driver's class, the module itself, or a PCI function that is a Neuron chip or that its
// driver has taken. Pure.
bool ConcernsChips(const Uevent& event);

}  // namespace neuron

#endif  // AGENT_DEVICE_UEVENT_H_
