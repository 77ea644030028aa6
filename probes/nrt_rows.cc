#include "probes/nrt_rows.h"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::size_t kWords = sizeof(nrt_row) / sizeof(__u64);

std::size_t BytesFor(std::size_t cpus) { return NRT_MAX_PROCESSES * cpus * sizeof(nrt_row); }

}  // namespace

NrtRows::~NrtRows() {
  if (rows_ != nullptr) {
    munmap(rows_, BytesFor(cpus_));
  }
}

absl::Status NrtRows::Map(int fd, std::size_t cpus) {
  void* memory = mmap(nullptr, BytesFor(cpus), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) {
    return ErrnoStatus(errno, "map the counts of libnrt's calls");
  }
  rows_ = static_cast<nrt_row*>(memory);
  cpus_ = cpus;
  for (Ticket slot = 0; slot < NRT_MAX_PROCESSES; ++slot) {
    free_.push_back(slot + NRT_MAX_PROCESSES);
  }
  return absl::OkStatus();
}

absl::StatusOr<NrtRows::Ticket> NrtRows::Take() {
  if (free_.empty()) {
    return absl::ResourceExhaustedError(
        absl::StrCat("no more than ", NRT_MAX_PROCESSES, " processes are followed into libnrt"));
  }
  const Ticket ticket = free_.front();
  free_.pop_front();
  std::fill_n(RowsOf(ticket), cpus_, nrt_row{});
  return ticket;
}

void NrtRows::Release(Ticket ticket) { free_.push_back(ticket + NRT_MAX_PROCESSES); }

nrt_row NrtRows::Sum(Ticket ticket) const {
  nrt_row sum = {};
  auto* const total = reinterpret_cast<__u64*>(&sum);
  const auto* word = reinterpret_cast<const __u64*>(RowsOf(ticket));
  for (std::size_t i = 0; i < cpus_ * kWords; ++i) {
    total[i % kWords] += __atomic_load_n(word + i, __ATOMIC_RELAXED);
  }
  return sum;
}

}  // namespace neuron
