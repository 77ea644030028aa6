#ifndef AGENT_LEASE_LEASE_RECORD_H_
#define AGENT_LEASE_LEASE_RECORD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/workload/lease.h"

namespace neuron {

// A lease as it is written down, for a daemon that is started later.
struct LeaseRecord {
  Lease lease;
  // /proc/sys/kernel/random/boot_id when it was given.
  std::string boot_id;
};

// One line of ASCII. Of a container that is not known, the reason is left out. REQUIRES: `boot_id`
// is one word.
std::string FormatLeaseRecord(const LeaseRecord& record);

// What FormatLeaseRecord() wrote; InvalidArgument for all else. Pure, over foreign bytes.
absl::StatusOr<LeaseRecord> ParseLeaseRecord(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_RECORD_H_
