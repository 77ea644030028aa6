#include "agent/lease/lessee.h"

#include <sys/socket.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::StatusOr<int> PeerPid(int socket) {
  ucred peer = {};
  socklen_t size = sizeof(peer);
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    return ErrnoStatus(errno, "cannot tell who asks for a lease");
  }
  if (peer.pid <= 0) {
    return absl::FailedPreconditionError(
        "the agent cannot see this process; run neuron-agent in the host's pid namespace (docker: "
        "--pid=host, ECS: \"pidMode\": \"host\")");
  }
  return peer.pid;
}

}  // namespace

absl::StatusOr<Lessee> LesseeOf(int socket, const std::string& proc,
                                const FindContainer& find_container) {
  Lessee lessee;
  NEURON_ASSIGN_OR_RETURN(lessee.pid, PeerPid(socket));
  const absl::StatusOr<std::string> stat = ReadFile(absl::StrCat(proc, "/", lessee.pid, "/stat"));
  lessee.start_ticks = stat.ok() ? ParseProcStat(*stat).start_ticks : 0;
  if (lessee.start_ticks == 0) {
    return absl::UnavailableError(
        absl::StrCat("process ", lessee.pid, ", which asks for a lease, is gone"));
  }
  lessee.container = find_container(lessee.pid);
  return lessee;
}

}  // namespace neuron
