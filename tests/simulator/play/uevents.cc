#include "tests/simulator/play/uevents.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

// As proc/devices has it.
constexpr char kMajor[] = "245";
constexpr int kBacklog = 64;

absl::StatusOr<sockaddr_un> AddressOf(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return absl::InvalidArgumentError(absl::StrCat("\"", path,
                                                   "\" is no socket's address: use 1 to ",
                                                   sizeof(address.sun_path) - 1, " bytes"));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

UniqueFd MakeSocket() {
  return UniqueFd(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

// A socket without a listener is what a dead neuron-sim left.
absl::Status RemoveDeadSocket(const sockaddr_un& address) {
  const UniqueFd probe = MakeSocket();
  if (connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
    return absl::AlreadyExistsError(absl::StrCat(address.sun_path, ": somebody listens there"));
  }
  if (errno == ECONNREFUSED) unlink(address.sun_path);
  return absl::OkStatus();
}

}  // namespace

Uevent DeviceUevent(absl::string_view action, int chip) {
  const std::string name = absl::StrCat("neuron", chip);
  return {std::string(action),
          "/devices/virtual/neuron_device/" + name,
          "neuron_device",
          {{"MAJOR", kMajor}, {"MINOR", absl::StrCat(chip)}, {"DEVNAME", name}}};
}

Uevent PciUevent(absl::string_view action, const PciAddress& pci) {
  const std::string name = PciName(pci);
  Uevent event = {std::string(action), "/devices/pci0000:00/" + name, "pci", {}};
  if (action == "bind") event.variables.emplace_back("DRIVER", "neuron-driver");
  event.variables.emplace_back("PCI_SLOT_NAME", name);
  return event;
}

Uevent ModuleUevent(absl::string_view action) {
  return {std::string(action), "/module/neuron", "module", {}};
}

std::string UeventBytes(const Uevent& event, std::uint64_t sequence) {
  constexpr absl::string_view kNul("\0", 1);
  std::string bytes = absl::StrCat(event.action, "@", event.path, kNul, "ACTION=", event.action,
                                   kNul, "DEVPATH=", event.path, kNul);
  absl::StrAppend(&bytes, "SUBSYSTEM=", event.subsystem, kNul);
  for (const auto& [name, value] : event.variables) {
    absl::StrAppend(&bytes, name, "=", value, kNul);
  }
  absl::StrAppend(&bytes, "SEQNUM=", sequence, kNul);
  return bytes;
}

absl::StatusOr<std::unique_ptr<UeventSocket>> UeventSocket::Listen(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const sockaddr_un address, AddressOf(path));
  NEURON_RETURN_IF_ERROR(RemoveDeadSocket(address));
  UniqueFd listener = MakeSocket();
  if (bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      listen(listener.get(), kBacklog) != 0) {
    return ErrnoStatus(errno, absl::StrCat("listen at ", path));
  }
  return std::unique_ptr<UeventSocket>(new UeventSocket(path, std::move(listener)));
}

UeventSocket::~UeventSocket() { unlink(path_.c_str()); }

void UeventSocket::AcceptClients() {
  for (;;) {
    UniqueFd client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!client.valid()) return;
    clients_.push_back(std::move(client));
  }
}

void UeventSocket::Send(const Uevent& event) {
  // Who has connected waits in the backlog until there is something to hear.
  AcceptClients();
  const std::string bytes = UeventBytes(event, ++sequence_);
  const auto is_gone = [&bytes](const UniqueFd& client) {
    return send(client.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
           errno != EAGAIN;
  };
  clients_.erase(std::remove_if(clients_.begin(), clients_.end(), is_gone), clients_.end());
}

}  // namespace neuron::sim
