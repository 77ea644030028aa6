#include "agent/workload/kernel_scan.h"

#include <map>
#include <utility>

#include "agent/base/status.h"
#include "agent/workload/access.h"

namespace neuron {
namespace {

// /proc/<pid>/stat counts in hundredths of a second on every architecture.
constexpr std::uint64_t kNanosecondsPerTick = 10'000'000;

std::vector<DescriptorWalk::Subject> SubjectsOf(const ChipIdentities& chips) {
  std::vector<DescriptorWalk::Subject> subjects;
  subjects.reserve(chips.size());
  for (const auto& [identity, chip] : chips) {
    subjects.push_back(
        {{identity.major, identity.minor, identity.inode}, static_cast<__u32>(chip)});
  }
  return subjects;
}

}  // namespace

std::vector<Holder> FoldDescriptors(const std::vector<descriptor_record>& records) {
  std::map<std::uint32_t, Holder> by_pid;
  for (const descriptor_record& record : records) {
    const Access access = AccessOf(record.flags);
    if (record.subject >= kMaxChips || access == Access::kNone) {
      continue;
    }
    Holder& holder = by_pid[record.tgid];
    holder.pid = static_cast<int>(record.tgid);
    holder.start_ticks = record.start_ns / kNanosecondsPerTick;
    holder.command = record.comm;
    (access == Access::kFull ? holder.held : holder.observed).Add(static_cast<int>(record.subject));
  }
  std::vector<Holder> holders;
  for (auto& [pid, holder] : by_pid) {
    for (int chip : holder.held.chips()) {
      holder.observed.Remove(chip);
    }
    holders.push_back(std::move(holder));
  }
  return holders;
}

absl::StatusOr<HolderScan> ScanKernel(DescriptorWalk* walk, const ChipIdentities& chips,
                                      absl::Time now) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<descriptor_record> records,
                          walk->Walk(SubjectsOf(chips)));
  HolderScan scan;
  scan.taken_at = now;
  scan.source = "bpf";
  scan.sight = absl::OkStatus();
  scan.holders = FoldDescriptors(records);
  return scan;
}

}  // namespace neuron
