#ifndef AGENT_CLI_LEASE_CLIENT_H_
#define AGENT_CLI_LEASE_CLIENT_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "agent/base/file.h"
#include "agent/lease/lease_request.h"

namespace neuron {

// A lease that lives for as long as the lifeline is open in any process. It is closed on exec.
struct HeldLease {
  LeaseTerms terms;
  UniqueFd lifeline;
};

// Asks the agent at the socket for a lease and waits for its answer; tells `queued` each new place
// in the queue, 1 for its head.
//
// Every failure is one line with the cure. Unavailable: no agent answers there, or it stopped, or
// is silent for longer than it may be. PermissionDenied: this user may not connect.
// DeadlineExceeded: not within request.wait. FailedPrecondition: never. Any thread.
absl::StatusOr<HeldLease> AskForLease(const std::string& socket, const LeaseRequest& request,
                                      const std::function<void(int position)>& queued);

}  // namespace neuron

#endif  // AGENT_CLI_LEASE_CLIENT_H_
