#include "agent/device/event_source.h"

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/base/status.h"
#include "agent/device/uevent.h"

namespace neuron {
namespace {

// The kernel's side of group 1; udev's daemon sends to others.
constexpr unsigned kKernelGroup = 1;

// Some hundred events. More than that are not worth keeping: one lost is one reason to look.
constexpr int kReceiveBuffer = 256 * 1024;

// A path of at most 4 kB, and 2 kB of variables.
constexpr std::size_t kLongestEvent = 8 * 1024;

// So that a storm does not keep the loop from its other work.
constexpr int kEventsAtOnce = 256;

constexpr char kConsequence[] = "; changes are seen at the next regular look instead";

// What one attempt to receive brought.
enum class Word { kNone, kNoReason, kReason, kEnd };

// A simulated host's events come from its socket: whoever listens there has chosen it.
bool IsKernel(const sockaddr_storage& sender) {
  sockaddr_nl netlink;
  std::memcpy(&netlink, &sender, sizeof netlink);
  return sender.ss_family != AF_NETLINK || netlink.nl_pid == 0;
}

Word Judge(const sockaddr_storage& sender, const msghdr& message, absl::string_view datagram) {
  if (!IsKernel(sender)) {
    return Word::kNoReason;
  }
  if (datagram.empty()) {
    return Word::kEnd;
  }
  if ((message.msg_flags & MSG_TRUNC) != 0) {
    return Word::kReason;
  }
  const absl::StatusOr<Uevent> event = ParseUevent(datagram);
  return !event.ok() || ConcernsChips(*event) ? Word::kReason : Word::kNoReason;
}

Word Receive(int socket) {
  char bytes[kLongestEvent];
  // Also of a Unix socket's peer, whose address is longer than netlink's.
  sockaddr_storage sender = {};
  iovec place = {bytes, sizeof bytes};
  msghdr message = {};
  message.msg_name = &sender;
  message.msg_namelen = sizeof sender;
  message.msg_iov = &place;
  message.msg_iovlen = 1;
  const ssize_t size = recvmsg(socket, &message, MSG_DONTWAIT);
  if (size >= 0) {
    return Judge(sender, message, absl::string_view(bytes, static_cast<std::size_t>(size)));
  }
  switch (errno) {
    case EAGAIN:
    case EINTR:
      return Word::kNone;
    case ENOBUFS:
      return Word::kReason;
    default:
      return Word::kEnd;
  }
}

// Datagrams of one socket.
class SocketEvents : public EventSource {
 public:
  SocketEvents(Loop* loop, UniqueFd socket) : loop_(loop), socket_(std::move(socket)) {}

  void Start(std::function<void()> look) override {
    look_ = std::move(look);
    watch_ = loop_->Watch(socket_.get(), [this] { Drain(); });
  }

  absl::Status status() const override { return status_; }

 private:
  void Drain() {
    bool reason = false;
    Word word = Word::kReason;
    for (int i = 0; i < kEventsAtOnce && word != Word::kNone && word != Word::kEnd; ++i) {
      word = Receive(socket_.get());
      reason |= word == Word::kReason;
    }
    if (word == Word::kEnd) {
      watch_ = nullptr;
      status_ = absl::UnavailableError(
          absl::StrCat("whoever sent events has ended; start the agent again", kConsequence));
      reason = true;
    }
    if (reason) {
      look_();
    }
  }

  Loop* const loop_;
  const UniqueFd socket_;
  absl::Status status_;
  std::function<void()> look_;
  std::unique_ptr<DescriptorWatch> watch_;
};

// What stands where no events can be had.
class NoEvents : public EventSource {
 public:
  explicit NoEvents(const absl::Status& why)
      : status_(why.code(), absl::StrCat(why.message(), kConsequence)) {}
  void Start(std::function<void()>) override {}
  absl::Status status() const override { return status_; }

 private:
  const absl::Status status_;
};

// The kernel tells network namespaces that belong to its first user namespace, and no other
// (uevent_net_init). Where that cannot be found out, it may.
bool KernelTellsThisNamespace() {
  constexpr ino_t kFirstUserNamespace = 0xEFFFFFFD;
  const UniqueFd network(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
  const UniqueFd owner(network.valid() ? ioctl(network.get(), NS_GET_USERNS) : -1);
  struct stat found;
  return !owner.valid() || fstat(owner.get(), &found) != 0 || found.st_ino == kFirstUserNamespace;
}

absl::StatusOr<UniqueFd> ListenToKernel() {
  if (!KernelTellsThisNamespace()) {
    return absl::UnavailableError(
        "the kernel sends no uevents to this network namespace; run the agent with the network "
        "of the host");
  }
  UniqueFd netlink(
      socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT));
  sockaddr_nl address = {};
  address.nl_family = AF_NETLINK;
  address.nl_groups = kKernelGroup;
  if (!netlink.valid() ||
      setsockopt(netlink.get(), SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof kReceiveBuffer) !=
          0 ||
      bind(netlink.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return ErrnoStatus(errno, "a netlink socket for uevents");
  }
  return netlink;
}

absl::StatusOr<UniqueFd> Connect(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return ErrnoStatus(ENAMETOOLONG, path);
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  UniqueFd peer(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!peer.valid() ||
      connect(peer.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return ErrnoStatus(errno, path);
  }
  return peer;
}

}  // namespace

std::unique_ptr<EventSource> MakeKernelEvents(Loop* loop) {
  absl::StatusOr<UniqueFd> netlink = ListenToKernel();
  if (!netlink.ok()) {
    return std::make_unique<NoEvents>(netlink.status());
  }
  return std::make_unique<SocketEvents>(loop, *std::move(netlink));
}

absl::StatusOr<std::unique_ptr<EventSource>> MakeSimulatedEvents(Loop* loop,
                                                                 const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(UniqueFd peer, Connect(path));
  return std::make_unique<SocketEvents>(loop, std::move(peer));
}

}  // namespace neuron
