#include "agent/workload/holder_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/pid_namespace.h"
#include "agent/container/cgroup_path.h"
#include "agent/workload/holder_details.h"
#include "agent/workload/holder_ledger.h"
#include "agent/workload/kernel_scan.h"
#include "agent/workload/proc_scan.h"

namespace neuron {
namespace {

// As `proc` numbers it; 0 if this process is not in there.
int OwnPid(const std::string& proc) {
  const absl::StatusOr<std::string> name = ReadLink(absl::StrCat(proc, "/self"));
  int pid;
  return name.ok() && absl::SimpleAtoi(*name, &pid) ? pid : 0;
}

void LeaveOut(int pid, HolderScan* scan) {
  std::vector<Holder>& holders = scan->holders;
  holders.erase(std::remove_if(holders.begin(), holders.end(),
                               [pid](const Holder& holder) { return holder.pid == pid; }),
                holders.end());
}

HolderScan LookAtProc(const std::string& proc, const ChipIdentities& chips, absl::Time now) {
  HolderScan scan = ScanProc(proc, chips, now);
  LeaveOut(OwnPid(proc), &scan);
  return scan;
}

// Who has what, by the kernel if it can.
HolderScan Look(const std::string& proc, DescriptorWalk* walk, const ChipIdentities& chips,
                absl::Time now) {
  if (walk == nullptr) {
    return LookAtProc(proc, chips, now);
  }
  absl::StatusOr<HolderScan> scan = ScanKernel(walk, chips, now);
  if (!scan.ok()) {
    return LookAtProc(proc, chips, now);
  }
  scan->sight = CheckHostPids(proc);
  return *std::move(scan);
}

class RememberingSource : public HolderSource {
 public:
  RememberingSource(std::string proc, std::unique_ptr<DescriptorWalk> walk)
      : proc_(std::move(proc)), walk_(std::move(walk)) {}

  HolderScan Scan(const ChipIdentities& chips, const LookTime& now) override {
    HolderScan scan = Look(proc_, walk_.get(), chips, now.wall);
    scan.began = now.monotonic;
    AddDetails(proc_, ContainerOf, &scan);
    CarrySince(last_, &scan);
    last_ = scan;
    return scan;
  }

 private:
  const std::string proc_;
  // Null where there is none.
  const std::unique_ptr<DescriptorWalk> walk_;
  HolderScan last_;
};

}  // namespace

std::unique_ptr<HolderSource> MakeHolderSource(
    std::string proc, absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk) {
  return std::make_unique<RememberingSource>(std::move(proc),
                                             walk.ok() ? *std::move(walk) : nullptr);
}

}  // namespace neuron
