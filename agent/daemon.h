#ifndef AGENT_DAEMON_H_
#define AGENT_DAEMON_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/options.h"

namespace neuron {

// The running agent, and the only place where real things are chosen: the loop, the driver, the
// network, and what is wired to what.
class Daemon {
 public:
  // Claims the sockets and starts to serve; SIGTERM, SIGINT and SIGHUP are Run()'s from
  // then on. Fails with
  // what SocketClaim::Take(), StreamServer::Start() or WorkloadDesk::Open() say (AlreadyExists:
  // another agent is running), or with InvalidArgument if the environment's credentials are no
  // pair.
  static absl::StatusOr<std::unique_ptr<Daemon>> Start(const AgentOptions& options);

  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Samples, streams and publishes until SIGTERM or SIGINT. On SIGHUP it reads the rules of health
  // again; a file that it cannot understand is logged and changes nothing. At the end the socket
  // and the lock are gone at once, ECS gets the last words, and this returns, even if a read hangs
  // in the kernel: the process must then end by _exit(), which waits for no thread.
  void Run();

 private:
  struct Parts;
  explicit Daemon(std::unique_ptr<Parts> parts);

  void OnSignal(int signal);

  std::unique_ptr<Parts> parts_;
};

}  // namespace neuron

#endif  // AGENT_DAEMON_H_
