#ifndef TESTS_SIMULATOR_PLAY_UEVENTS_H_
#define TESTS_SIMULATOR_PLAY_UEVENTS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "tests/simulator/host/chip.h"

namespace neuron::sim {

// What the kernel says when a device comes or goes.
struct Uevent {
  // "add", "remove", "bind" or "unbind".
  std::string action;
  // Below sys/: "/devices/virtual/neuron_device/neuron3".
  std::string path;
  std::string subsystem;
  // What else is in it: {"MAJOR", "245"}, ... In this order, after SUBSYSTEM.
  std::vector<std::pair<std::string, std::string>> variables;
};

// A chip's device node and class entry.
Uevent DeviceUevent(absl::string_view action, int chip);
// The driver and a chip's PCI function.
Uevent PciUevent(absl::string_view action, const PciAddress& pci);
// The module.
Uevent ModuleUevent(absl::string_view action);

// The kernel's bytes of one: "ACTION@PATH", ACTION=, DEVPATH=, SUBSYSTEM=, the variables, SEQNUM=,
// each ended by a NUL.
std::string UeventBytes(const Uevent& event, std::uint64_t sequence);

// Where uevents go.
class UeventSink {
 public:
  virtual ~UeventSink() = default;
  virtual void Send(const Uevent& event) = 0;
};

// A Unix SOCK_SEQPACKET socket that stands in for the kernel's netlink: each uevent is one packet
// to every client that had connected before it. Sequence numbers start at 1.
//
// Never waits: a client that does not read misses what does not fit its buffer, and sees the gap in
// SEQNUM. On one thread. Removes the socket at the end of its life.
class UeventSocket final : public UeventSink {
 public:
  // Replaces the socket of a dead neuron-sim. AlreadyExists if somebody listens at `path`;
  // InvalidArgument if it is too long for a socket's address (107 bytes); else as ErrnoStatus.
  static absl::StatusOr<std::unique_ptr<UeventSocket>> Listen(const std::string& path);
  ~UeventSocket() override;

  void Send(const Uevent& event) override;

 private:
  UeventSocket(std::string path, UniqueFd listener)
      : path_(std::move(path)), listener_(std::move(listener)) {}
  void AcceptClients();

  std::string path_;
  UniqueFd listener_;
  std::vector<UniqueFd> clients_;
  std::uint64_t sequence_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_UEVENTS_H_
