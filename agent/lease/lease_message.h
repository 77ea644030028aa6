#ifndef AGENT_LEASE_LEASE_MESSAGE_H_
#define AGENT_LEASE_LEASE_MESSAGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/variant.h"
#include "agent/lease/lease_request.h"

namespace neuron {

// The messages of proto/lease.proto as bytes. Pure, over foreign bytes.

// The longest wait that is understood; a longer one is cut to it.
inline constexpr absl::Duration kLongestLeaseWait = absl::Hours(24 * 365);

std::string EncodeLeaseRequest(const LeaseRequest& request);

// InvalidArgument says what is wrong with the bytes, or the request in them. A command is cut at
// 120 characters, and what is not printable ASCII becomes '?'.
absl::StatusOr<LeaseRequest> DecodeLeaseRequest(absl::string_view bytes);

struct LeasePosition {
  // 1: nobody was here before.
  int position = 0;
};

// The Status is why not: FailedPrecondition for never, DeadlineExceeded for not now.
using LeaseReply = absl::variant<LeasePosition, LeaseTerms, absl::Status>;

// Of refusals, FailedPrecondition and InvalidArgument are for ever, all others are for now.
std::string EncodeLeaseReply(const LeaseReply& reply);

// DataLoss if the bytes are no reply.
absl::StatusOr<LeaseReply> DecodeLeaseReply(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_MESSAGE_H_
