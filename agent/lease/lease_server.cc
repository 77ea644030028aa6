#include "agent/lease/lease_server.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/lease/packet.h"

namespace neuron {
namespace {

constexpr int kBacklog = 64;
constexpr absl::Duration kPause = absl::Seconds(1);

absl::StatusOr<UniqueFd> BindTo(const std::string& path) {
  UniqueFd listener(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  // SocketClaim::kMaxPath sees to it that it fits.
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  if (!listener.valid() ||
      bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      listen(listener.get(), kBacklog) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot listen on ", path));
  }
  return listener;
}

absl::Status TooMany() {
  return absl::ResourceExhaustedError(absl::StrCat("already ", LeaseServer::kMaxClients,
                                                   " processes wait for a lease; try again later"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<LeaseServer>> LeaseServer::Start(SocketClaim claim, Loop* loop,
                                                                LeaseDesk* desk,
                                                                FindContainer find_container,
                                                                const Options& options) {
  NEURON_ASSIGN_OR_RETURN(UniqueFd listener, BindTo(claim.bind_path()));
  NEURON_RETURN_IF_ERROR(claim.Open(options.group));
  return std::unique_ptr<LeaseServer>(new LeaseServer(
      std::move(claim), std::move(listener), loop, desk, std::move(find_container), options.proc));
}

LeaseServer::LeaseServer(SocketClaim claim, UniqueFd listener, Loop* loop, LeaseDesk* desk,
                         FindContainer find_container, std::string proc)
    : claim_(std::move(claim)),
      listener_(std::move(listener)),
      loop_(loop),
      desk_(desk),
      find_container_(std::move(find_container)),
      proc_(std::move(proc)) {
  Listen();
}

LeaseServer::~LeaseServer() {
  while (!clients_.empty()) {
    Drop(clients_.begin()->first);
  }
}

void LeaseServer::Listen() {
  watch_ = loop_->Watch(listener_.get(), [this] { OnConnect(); });
}

void LeaseServer::OnConnect() {
  UniqueFd socket(accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket.valid()) {
    Admit(std::move(socket));
  } else if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR) {
    // No descriptors or memory: the connection stays where it is, and would be reported for ever.
    watch_ = nullptr;
    pause_ = loop_->CallAfter(kPause, [this] { Listen(); });
  }
}

void LeaseServer::Admit(UniqueFd socket) {
  if (clients_.size() >= kMaxClients) {
    SendPacket(socket.get(), EncodeLeaseReply(TooMany())).IgnoreError();
    return;
  }
  const std::uint64_t id = ++last_id_;
  Client& client = clients_[id];
  client.socket = std::move(socket);
  client.watch = loop_->Watch(client.socket.get(), [this, id] { OnPacket(id); });
  client.alarm = loop_->CallAfter(kPatience, [this, id] {
    Refuse(id, absl::DeadlineExceededError(
                   absl::StrCat("no lease request within ", absl::FormatDuration(kPatience))));
  });
}

void LeaseServer::OnPacket(std::uint64_t id) {
  const absl::StatusOr<Packet> packet = ReceivePacket(clients_.at(id).socket.get());
  if (absl::IsUnavailable(packet.status())) {
    return;
  }
  if (!packet.ok() && !absl::IsInvalidArgument(packet.status())) {
    Drop(id);
    return;
  }
  const absl::Status taken = packet.ok() ? TakeRequest(id, packet->bytes) : packet.status();
  if (!taken.ok()) {
    Refuse(id, taken);
  }
}

absl::Status LeaseServer::TakeRequest(std::uint64_t id, absl::string_view bytes) {
  Client& client = clients_.at(id);
  if (client.ticket.has_value()) {
    return absl::InvalidArgumentError("one connection is for one lease request");
  }
  NEURON_ASSIGN_OR_RETURN(LeaseRequest request, DecodeLeaseRequest(bytes));
  NEURON_ASSIGN_OR_RETURN(Lessee lessee, LesseeOf(client.socket.get(), proc_, find_container_));
  client.alarm = nullptr;
  client.ticket =
      desk_->Apply(std::move(lessee), std::move(request),
                   {[this, id](int position) { Tell(id, position); },
                    [this, id](const absl::StatusOr<LeaseGrant>& grant) { OnDecided(id, grant); }});
  return absl::OkStatus();
}

void LeaseServer::Tell(std::uint64_t id, int position) {
  const absl::Status told =
      SendPacket(clients_.at(id).socket.get(), EncodeLeaseReply(LeasePosition{position}));
  if (!told.ok()) {
    Drop(id);
  }
}

void LeaseServer::OnDecided(std::uint64_t id, const absl::StatusOr<LeaseGrant>& grant) {
  if (!grant.ok()) {
    Refuse(id, grant.status());
    return;
  }
  // If he has left, the lifeline is closed on return, and the lease ends.
  SendPacket(clients_.at(id).socket.get(), EncodeLeaseReply(grant->terms), grant->lifeline.get())
      .IgnoreError();
  Drop(id);
}

void LeaseServer::Refuse(std::uint64_t id, const absl::Status& why) {
  SendPacket(clients_.at(id).socket.get(), EncodeLeaseReply(why)).IgnoreError();
  Drop(id);
}

void LeaseServer::Drop(std::uint64_t id) {
  const auto node = clients_.extract(id);
  if (!node.empty() && node.mapped().ticket.has_value()) {
    desk_->Withdraw(*node.mapped().ticket);
  }
}

}  // namespace neuron
