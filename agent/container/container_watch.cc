#include "agent/container/container_watch.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/loop.h"
#include "agent/container/cgroup_tree.h"
#include "agent/container/repeated_call.h"

namespace neuron {
namespace {

constexpr char kConsequence[] = "; containers are seen at the next regular look instead";

absl::Status WithConsequence(const absl::Status& status) {
  return {status.code(), absl::StrCat(status.message(), kConsequence)};
}

// By the kernel's word.
class ProbedContainers : public ContainerWatch {
 public:
  ProbedContainers(Loop* loop, std::unique_ptr<CgroupEvents> events)
      : loop_(loop), events_(std::move(events)) {}

  void Start(std::function<void()> changed) override {
    calls_.emplace(loop_, std::move(changed));
    watch_ = loop_->Watch(events_->descriptor(), [this] { Drain(); });
  }

  absl::Status status() const override { return status_; }
  std::vector<ProbeReport> Reports() const override { return events_->Reports(); }

 private:
  void Drain() {
    const absl::Status drained = events_->Drain([](const CgroupEvent&) {});
    // What was no event may have been meant as one; a queue that cannot be read stays full.
    if (!drained.ok() && !absl::IsDataLoss(drained)) {
      watch_ = nullptr;
      status_ = WithConsequence(drained);
    }
    calls_->Begin();
  }

  Loop* const loop_;
  const std::unique_ptr<CgroupEvents> events_;
  absl::Status status_;
  absl::optional<RepeatedCall> calls_;
  std::unique_ptr<DescriptorWatch> watch_;
};

// By the directories.
class WatchedContainers : public ContainerWatch {
 public:
  WatchedContainers(Loop* loop, std::string cgroup_root, absl::Status why_not_probed)
      : loop_(loop), tree_(std::move(cgroup_root)), why_not_probed_(std::move(why_not_probed)) {}

  void Start(std::function<void()> changed) override {
    calls_.emplace(loop_, std::move(changed));
    Look();
    if (tree_.descriptor() >= 0) {
      watch_ = loop_->Watch(tree_.descriptor(), [this] { Follow(); });
    }
  }

  absl::Status status() const override { return status_; }

  std::vector<ProbeReport> Reports() const override {
    return CgroupEvents::ReportsWithout(why_not_probed_);
  }

 private:
  void Look() {
    const absl::Status sight = tree_.Look(false);
    status_ = absl::OkStatus();
    if (!sight.ok()) {
      status_ = WithConsequence(sight);
    } else if (!tree_.IsWatched()) {
      status_ = WithConsequence(absl::UnavailableError(
          "not every cgroup can be watched; raise the sysctl fs.inotify.max_user_watches"));
    }
  }

  // Most cgroups are no containers.
  void Follow() {
    const std::uint64_t before = tree_.turnover();
    Look();
    if (tree_.turnover() != before) {
      calls_->Begin();
    }
  }

  Loop* const loop_;
  CgroupTree tree_;
  const absl::Status why_not_probed_;
  absl::Status status_;
  absl::optional<RepeatedCall> calls_;
  std::unique_ptr<DescriptorWatch> watch_;
};

}  // namespace

std::unique_ptr<ContainerWatch> MakeContainerWatch(
    Loop* loop, std::string cgroup_root, absl::StatusOr<std::unique_ptr<CgroupEvents>> events) {
  if (events.ok()) {
    return std::make_unique<ProbedContainers>(loop, *std::move(events));
  }
  return std::make_unique<WatchedContainers>(loop, std::move(cgroup_root), events.status());
}

}  // namespace neuron
