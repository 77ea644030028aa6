#ifndef AGENT_LEASE_PACKET_H_
#define AGENT_LEASE_PACKET_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"

namespace neuron {

// One message of the lease socket (SOCK_SEQPACKET), and a descriptor that may come with it.
struct Packet {
  std::string bytes;
  // Closed on exec. Not valid if none came.
  UniqueFd passed;
};

inline constexpr std::size_t kMaxPacket = 4096;

// Sends the bytes, and `passed` unless it is negative; that stays the caller's. Waits for nothing:
// Unavailable if the peer has left or does not read; else as ErrnoStatus. No SIGPIPE.
absl::Status SendPacket(int socket, absl::string_view bytes, int passed = -1);

// The next packet. On a socket that does not block, Unavailable if there is none yet; OutOfRange if
// the peer has closed; InvalidArgument if the packet has more than kMaxPacket bytes; else as
// ErrnoStatus. Of several descriptors the first is kept.
absl::StatusOr<Packet> ReceivePacket(int socket);

}  // namespace neuron

#endif  // AGENT_LEASE_PACKET_H_
