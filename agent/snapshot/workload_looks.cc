#include "agent/snapshot/workload_looks.h"

#include <vector>

namespace neuron {
namespace {

constexpr int kProcesses = 0;

}  // namespace

WorkloadLooks::WorkloadLooks(Clock* clock, ReaderCrew::Post post, absl::Duration deadline,
                             WorkloadVisitor* visitor, Plan plan, Done done)
    : clock_(clock),
      visitor_(visitor),
      plan_(std::move(plan)),
      done_(std::move(done)),
      crew_(clock, std::move(post), deadline),
      pace_(clock, LookPace::Limits(), [this] { Begin(); }) {}

void WorkloadLooks::Want() {
  said_ = clock_->Monotonic();
  pace_.Want();
  if (second_ == nullptr) {
    WantSecond(kSecond);
  }
}

void WorkloadLooks::WantSecond(absl::Duration delay) {
  second_ = clock_->CallAfter(delay, [this] {
    second_ = nullptr;
    const absl::Duration left = said_ + kSecond - clock_->Monotonic();
    if (left > absl::ZeroDuration()) {
      WantSecond(left);
    } else {
      pace_.Want();
    }
  });
}

void WorkloadLooks::Begin() {
  const auto plan = std::make_shared<const WorkloadPlan>(plan_());
  const auto slot = std::make_shared<WorkloadReport>();
  const auto look = [slot, plan, visitor = visitor_] { *slot = visitor->Visit(*plan); };
  crew_.Start({{kProcesses, look}}, [this, slot, plan](const std::vector<absl::Status>& results) {
    Finish(results.front().ok() ? std::move(*slot) : BlindReport(*plan, results.front()));
  });
}

void WorkloadLooks::Finish(WorkloadReport report) {
  pace_.Ended();
  done_(std::move(report));
}

}  // namespace neuron
