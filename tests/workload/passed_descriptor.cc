#include "tests/workload/passed_descriptor.h"

#include <sys/socket.h>

#include <cstring>

namespace neuron {
namespace {

// A message of one byte, with room for one descriptor.
struct Message {
  Message() {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof(control);
  }

  char byte = 0;
  iovec part = {&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header = {};
};

}  // namespace

bool SendDescriptor(int socket, int fd) {
  Message message;
  cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof(fd));
  std::memcpy(CMSG_DATA(control), &fd, sizeof(fd));
  return sendmsg(socket, &message.header, 0) == 1;
}

int ReceiveDescriptor(int socket) {
  Message message;
  int fd = -1;
  if (recvmsg(socket, &message.header, 0) != 1) {
    return fd;
  }
  const cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  if (control != nullptr && control->cmsg_type == SCM_RIGHTS) {
    std::memcpy(&fd, CMSG_DATA(control), sizeof(fd));
  }
  return fd;
}

}  // namespace neuron
