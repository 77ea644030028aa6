#include "agent/workload/holder_source.h"

#include <utility>

#include "agent/workload/kernel_scan.h"
#include "agent/workload/proc_scan.h"
#include "agent/workload/sight.h"

namespace neuron {
namespace {

class ProcSource : public HolderSource {
 public:
  explicit ProcSource(std::string proc) : proc_(std::move(proc)) {}

  HolderScan Scan(const ChipIdentities& chips, absl::Time now) override {
    return ScanProc(proc_, chips, now);
  }

 private:
  const std::string proc_;
};

class KernelSource : public HolderSource {
 public:
  KernelSource(std::string proc, std::unique_ptr<DescriptorWalk> walk)
      : proc_(std::move(proc)), walk_(std::move(walk)) {}

  HolderScan Scan(const ChipIdentities& chips, absl::Time now) override {
    absl::StatusOr<HolderScan> scan = ScanKernel(walk_.get(), chips, now);
    if (!scan.ok()) {
      return ScanProc(proc_, chips, now);
    }
    scan->sight = CheckPidNamespace(proc_);
    return *std::move(scan);
  }

 private:
  const std::string proc_;
  const std::unique_ptr<DescriptorWalk> walk_;
};

}  // namespace

std::unique_ptr<HolderSource> MakeHolderSource(
    std::string proc, absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk) {
  if (walk.ok()) {
    return std::make_unique<KernelSource>(std::move(proc), *std::move(walk));
  }
  return std::make_unique<ProcSource>(std::move(proc));
}

}  // namespace neuron
