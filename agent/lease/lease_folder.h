#ifndef AGENT_LEASE_LEASE_FOLDER_H_
#define AGENT_LEASE_LEASE_FOLDER_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/workload/lease.h"

namespace neuron {

// What keeps a lease alive: a FIFO. The lessee has the only descriptors that read it, the daemon
// one that writes, which the kernel calls broken (POLLERR) as soon as the last reader is closed.
// Nobody ever writes into it. Both are closed on exec.
struct Lifeline {
  UniqueFd daemon_end;
  UniqueFd lessee_end;
};

// The directory (mode 0700) in which leases outlive the daemon: for each a FIFO, <id>, and its
// record, <id>.lease. A FIFO without a reader cannot be opened to be written, so the kernel says
// which leases still live, in whatever state their records are. Loop thread.
class LeaseFolder {
 public:
  // Makes the directory if it is missing; its parent must exist. `boot_id` is one word.
  // FailedPrecondition if the path is something else, or somebody else's; else as ErrnoStatus.
  static absl::StatusOr<LeaseFolder> Open(std::string path, std::string boot_id);

  struct Kept {
    Lease lease;
    UniqueFd daemon_end;
  };
  struct Reclaimed {
    // By id.
    std::vector<Kept> alive;
    // Those of this boot that have ended while nobody watched; by id.
    std::vector<Lease> ended;
    // Those of which it cannot be told whether they live, or what they are of: the directory or a
    // FIFO could not be opened, or one that has a reader has no record of this boot. By id.
    std::vector<UnclearLease> unclear;
    // Files that are no leases: one line each.
    std::vector<std::string> problems;
  };
  // The leases that still live. Removes what has ended, and what an interrupted Make() left. Called
  // again, it looks at what was unclear, and says nothing more of the rest.
  Reclaimed Reclaim();

  // Gives the lease its id and writes it down. Fails as ErrnoStatus; then nothing is left of it.
  // REQUIRES: Reclaim() could list the directory.
  absl::StatusOr<Lifeline> Make(Lease* lease);

  // Removes FIFO and record, if they are there.
  void Remove(std::uint64_t id);

 private:
  LeaseFolder(std::string path, std::string boot_id);

  std::string FifoOf(std::uint64_t id) const;
  std::string RecordOf(std::uint64_t id) const;
  absl::StatusOr<std::uint64_t> TakeId();
  absl::StatusOr<Lifeline> MakeLifeline(std::uint64_t id);
  absl::StatusOr<Lease> ReadRecord(std::uint64_t id) const;
  absl::Status List();
  void Claim(std::uint64_t id, Reclaimed* reclaimed);
  void Bury(std::uint64_t id, Reclaimed* reclaimed);
  void ClaimLiving(std::uint64_t id, UniqueFd end, Reclaimed* reclaimed);

  std::string path_;
  std::string boot_id_;
  std::uint64_t last_id_ = 0;
  // What was found and is not understood so far; none if the directory was never listed.
  absl::optional<std::set<std::uint64_t>> to_claim_;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_FOLDER_H_
