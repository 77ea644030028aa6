#include "agent/lease/packet.h"

#include <sys/socket.h>
#include <sys/types.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// Room for one descriptor's control message, aligned.
union Control {
  cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

UniqueFd TakePassed(msghdr* message) {
  const cmsghdr* const header = CMSG_FIRSTHDR(message);
  const bool passed = header != nullptr && header->cmsg_level == SOL_SOCKET &&
                      header->cmsg_type == SCM_RIGHTS && header->cmsg_len == CMSG_LEN(sizeof(int));
  if (!passed) {
    return UniqueFd();
  }
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof(descriptor));
  return UniqueFd(descriptor);
}

void Attach(int passed, Control* control, msghdr* message) {
  message->msg_control = control->bytes;
  message->msg_controllen = sizeof(control->bytes);
  cmsghdr* const header = CMSG_FIRSTHDR(message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &passed, sizeof(passed));
}

}  // namespace

absl::Status SendPacket(int socket, absl::string_view bytes, int passed) {
  iovec part = {const_cast<char*>(bytes.data()), bytes.size()};
  Control control = {};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (passed >= 0) {
    Attach(passed, &control, &message);
  }
  if (sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
    return ErrnoStatus(errno, "cannot send to the lease socket's peer");
  }
  return absl::OkStatus();
}

absl::StatusOr<Packet> ReceivePacket(int socket) {
  Packet packet;
  packet.bytes.resize(kMaxPacket);
  iovec part = {&packet.bytes[0], packet.bytes.size()};
  Control control = {};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  // Not CMSG_SPACE, whose padding is room for a second descriptor.
  message.msg_controllen = CMSG_LEN(sizeof(int));
  const ssize_t length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  if (length < 0) {
    return ErrnoStatus(errno, "cannot read from the lease socket's peer");
  }
  packet.passed = TakePassed(&message);
  if (length == 0) {
    return absl::OutOfRangeError("the lease socket's peer has closed");
  }
  if ((message.msg_flags & MSG_TRUNC) != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("a lease message has at most ", kMaxPacket, " bytes"));
  }
  packet.bytes.resize(static_cast<std::size_t>(length));
  return packet;
}

}  // namespace neuron
