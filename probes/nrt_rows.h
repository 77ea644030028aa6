#ifndef PROBES_NRT_ROWS_H_
#define PROBES_NRT_ROWS_H_

#include <cstddef>
#include <deque>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "probes/nrt_call.h"

namespace neuron {

// The memory that the probes on libnrt count in: for each of NRT_MAX_PROCESSES slots a row for
// each CPU. The kernel's own pages, mapped: reading them is no system call. One thread.
class NrtRows {
 public:
  // Names a slot, and the time for which it is taken: no two are the same. Never 0.
  using Ticket = __u32;

  NrtRows() = default;
  ~NrtRows();
  NrtRows(const NrtRows&) = delete;
  NrtRows& operator=(const NrtRows&) = delete;

  // Maps the BPF map behind `fd`, which is borrowed, of NRT_MAX_PROCESSES * cpus rows. Fails as
  // ErrnoStatus. REQUIRES: called once.
  absl::Status Map(int fd, std::size_t cpus);

  // Takes the slot that has been free for longest, all of whose counts are 0. ResourceExhausted if
  // none is left.
  absl::StatusOr<Ticket> Take();

  // REQUIRES: the programs were told to forget the ticket.
  void Release(Ticket ticket);

  // What was counted on all CPUs.
  nrt_row Sum(Ticket ticket) const;

 private:
  nrt_row* RowsOf(Ticket ticket) const { return rows_ + ticket % NRT_MAX_PROCESSES * cpus_; }

  nrt_row* rows_ = nullptr;
  std::size_t cpus_ = 0;
  // What Take() gives next, longest free first.
  std::deque<Ticket> free_;
};

}  // namespace neuron

#endif  // PROBES_NRT_ROWS_H_
