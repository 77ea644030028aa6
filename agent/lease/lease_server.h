#ifndef AGENT_LEASE_LEASE_SERVER_H_
#define AGENT_LEASE_LEASE_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/base/socket_claim.h"
#include "agent/lease/lease_desk.h"
#include "agent/lease/lease_message.h"
#include "agent/lease/lessee.h"

namespace neuron {

// Serves proto/lease.proto on a Unix socket: brings those who ask to the desk, and its answers back
// to them.
//
// Whoever sends nothing for kPatience, or what is no request, or a second one, is refused; so is
// the client after kMaxClients. A client that leaves is taken from the queue. No client is ever
// waited for. Loop thread.
class LeaseServer {
 public:
  static constexpr std::size_t kMaxClients = 256;
  static constexpr absl::Duration kPatience = absl::Seconds(5);

  struct Options {
    // Whose members may connect, besides the agent's own user. Empty: that user's group.
    std::string group;
    std::string proc = "/proc";
  };

  // Clients can connect when this returns. `loop` and `desk` are borrowed. Fails as
  // SocketClaim::Open, or as ErrnoStatus.
  static absl::StatusOr<std::unique_ptr<LeaseServer>> Start(SocketClaim claim, Loop* loop,
                                                            LeaseDesk* desk,
                                                            FindContainer find_container,
                                                            const Options& options);
  LeaseServer(const LeaseServer&) = delete;
  LeaseServer& operator=(const LeaseServer&) = delete;
  // Hangs up on those who wait.
  ~LeaseServer();

 private:
  struct Client {
    UniqueFd socket;
    std::unique_ptr<DescriptorWatch> watch;
    std::unique_ptr<Alarm> alarm;
    // Once it has asked.
    absl::optional<std::uint64_t> ticket;
  };

  LeaseServer(SocketClaim claim, UniqueFd listener, Loop* loop, LeaseDesk* desk,
              FindContainer find_container, std::string proc);

  void Listen();
  void OnConnect();
  void Admit(UniqueFd socket);
  void OnPacket(std::uint64_t id);
  absl::Status TakeRequest(std::uint64_t id, absl::string_view bytes);
  void OnDecided(std::uint64_t id, const absl::StatusOr<LeaseGrant>& grant);
  void Tell(std::uint64_t id, int position);
  void Refuse(std::uint64_t id, const absl::Status& why);
  void Drop(std::uint64_t id);

  SocketClaim claim_;
  const UniqueFd listener_;
  Loop* const loop_;
  LeaseDesk* const desk_;
  const FindContainer find_container_;
  const std::string proc_;
  std::unique_ptr<DescriptorWatch> watch_;
  // Listens again when there may be descriptors to be had.
  std::unique_ptr<Alarm> pause_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Client> clients_;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_SERVER_H_
