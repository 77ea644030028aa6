#include "agent/cli/lease_client.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/base/status.h"
#include "agent/lease/lease_message.h"
#include "agent/lease/packet.h"

namespace neuron {
namespace {

// What the agent may take beyond the wait: for its look at the host.
constexpr absl::Duration kGrace = absl::Seconds(15);
constexpr int kConnectSeconds = 15;

absl::Status NoAgent(int error, const std::string& path) {
  const absl::Status status = ErrnoStatus(error, absl::StrCat("cannot ask the agent at ", path));
  if (absl::IsPermissionDenied(status)) {
    return absl::PermissionDeniedError(
        absl::StrCat(status.message(), "; run as root, or as a member of the socket's group"));
  }
  if (error == EPROTOTYPE) {
    return absl::UnavailableError(
        absl::StrCat(path, " is another kind of socket; give the one of leases as --lease_socket"));
  }
  return absl::UnavailableError(absl::StrCat(
      status.message(),
      "; start neuron-agent, and in a container mount the directory /run/neuron-agent"));
}

// An agent that hangs may have no room left for those who call.
void LimitConnecting(int socket) {
  const timeval limit = {kConnectSeconds, 0};
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

absl::StatusOr<UniqueFd> Connect(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return NoAgent(ENAMETOOLONG, path);
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  UniqueFd connection(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  LimitConnecting(connection.get());
  if (!connection.valid() || connect(connection.get(), reinterpret_cast<const sockaddr*>(&address),
                                     sizeof(address)) != 0) {
    return NoAgent(errno, path);
  }
  return connection;
}

// Never set, unlike absl::Now().
absl::Duration Monotonic() {
  return absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

absl::Status AwaitPacket(const UniqueFd& connection, absl::Duration deadline) {
  while (true) {
    const absl::Duration left = std::max(absl::ZeroDuration(), deadline - Monotonic());
    pollfd polled = {connection.get(), POLLIN, 0};
    const int timeout_ms =
        static_cast<int>(std::min<std::int64_t>(INT_MAX, absl::ToInt64Milliseconds(left)));
    const int ready = poll(&polled, 1, timeout_ms);
    if (ready > 0) {
      return absl::OkStatus();
    }
    if (ready == 0 && left == absl::ZeroDuration()) {
      return absl::UnavailableError("the agent is silent; see its log");
    }
    if (ready < 0 && errno != EINTR) {
      return ErrnoStatus(errno, "cannot wait for the agent");
    }
  }
}

absl::StatusOr<Packet> NextPacket(const UniqueFd& connection) {
  absl::StatusOr<Packet> packet = ReceivePacket(connection.get());
  // Of an agent that hung up on a request unread, the reset comes first and its last word second.
  return absl::IsUnavailable(packet.status()) ? ReceivePacket(connection.get()) : std::move(packet);
}

absl::Status Hint(const absl::Status& status) {
  if (absl::IsOutOfRange(status)) {
    return absl::UnavailableError("the agent has stopped before it answered; try again");
  }
  return status;
}

absl::StatusOr<HeldLease> Take(LeaseTerms terms, UniqueFd lifeline) {
  if (!lifeline.valid()) {
    return absl::UnavailableError(
        "no descriptor came with the lease: too many files are open here; raise the limit");
  }
  return HeldLease{std::move(terms), std::move(lifeline)};
}

}  // namespace

absl::StatusOr<HeldLease> AskForLease(const std::string& socket, const LeaseRequest& request,
                                      const std::function<void(int position)>& queued) {
  const absl::Duration deadline = Monotonic() + request.wait + kGrace;
  NEURON_ASSIGN_OR_RETURN(const UniqueFd connection, Connect(socket));
  // An agent that refuses at once may have closed before this is sent: its word is there to read.
  SendPacket(connection.get(), EncodeLeaseRequest(request)).IgnoreError();
  while (true) {
    NEURON_RETURN_IF_ERROR(AwaitPacket(connection, deadline));
    absl::StatusOr<Packet> packet = NextPacket(connection);
    NEURON_RETURN_IF_ERROR(Hint(packet.status()));
    NEURON_ASSIGN_OR_RETURN(LeaseReply reply, DecodeLeaseReply(packet->bytes));
    if (const auto* const place = absl::get_if<LeasePosition>(&reply)) {
      queued(place->position);
    } else if (const auto* const why = absl::get_if<absl::Status>(&reply)) {
      return *why;
    } else {
      return Take(absl::get<LeaseTerms>(std::move(reply)), std::move(packet->passed));
    }
  }
}

}  // namespace neuron
