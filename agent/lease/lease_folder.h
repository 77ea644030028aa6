#ifndef AGENT_LEASE_LEASE_FOLDER_H_
#define AGENT_LEASE_LEASE_FOLDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
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
// which leases still live. Loop thread.
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
    // What could not be understood or opened: one line each.
    std::vector<std::string> problems;
  };
  // The leases of this boot that still live. Removes all others, and what an interrupted Make()
  // left.
  Reclaimed Reclaim();

  // Gives the lease its id and writes it down. Fails as ErrnoStatus; then nothing is left of it.
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
  void Claim(std::uint64_t id, Reclaimed* reclaimed);

  std::string path_;
  std::string boot_id_;
  std::uint64_t last_id_ = 0;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_FOLDER_H_
