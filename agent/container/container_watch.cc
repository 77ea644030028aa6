#include "agent/container/container_watch.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/loop.h"
#include "agent/base/reader_crew.h"
#include "agent/container/cgroup_tree.h"
#include "agent/container/repeated_call.h"

namespace neuron {
namespace {

// How long a look at the directories may take, and how long there is none after it: as many times
// as long as it took, within these bounds.
constexpr absl::Duration kDeadline = absl::Seconds(2);
constexpr absl::Duration kLeastRest = absl::Milliseconds(50);
constexpr absl::Duration kMostRest = absl::Seconds(1);
constexpr int kRest = 3;

constexpr int kTree = 0;

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

// By the directories. What has changed in them is looked at by a thread of the crew; while it does,
// and for some time after it, more that changes waits in the kernel.
class WatchedContainers : public ContainerWatch {
 public:
  WatchedContainers(Loop* loop, std::string cgroup_root, absl::Status why_not_probed)
      : loop_(loop),
        tree_(std::make_shared<CgroupTree>(std::move(cgroup_root))),
        why_not_probed_(std::move(why_not_probed)),
        crew_(
            loop, [loop](std::function<void()> call) { loop->Post(std::move(call)); }, kDeadline) {}

  void Start(std::function<void()> changed) override {
    calls_.emplace(loop_, std::move(changed));
    Judge(tree_->Look(/*afresh=*/false));
    Listen();
  }

  absl::Status status() const override { return status_; }

  std::vector<ProbeReport> Reports() const override {
    return CgroupEvents::ReportsWithout(why_not_probed_);
  }

 private:
  // Only while nobody looks: the tree is used by one thread at a time.
  void Listen() {
    if (tree_->descriptor() >= 0) {
      watch_ = loop_->Watch(tree_->descriptor(), [this] { Follow(); });
    }
  }

  void Follow() {
    watch_ = nullptr;
    began_ = loop_->Monotonic();
    turnover_ = tree_->turnover();
    const auto sight = std::make_shared<absl::Status>();
    ReaderCrew::Read look;
    look.subject = kTree;
    look.run = [tree = tree_, sight] { *sight = tree->Look(/*afresh=*/false); };
    look.late = [this, sight] { Finish(*sight); };
    crew_.Start({look}, [this, sight](const std::vector<absl::Status>& results) {
      if (results.front().ok()) {
        Finish(*sight);
      } else {
        status_ = WithConsequence(results.front());
      }
    });
  }

  void Finish(const absl::Status& sight) {
    Judge(sight);
    const absl::Duration took = loop_->Monotonic() - began_;
    const absl::Duration rest = std::min(kMostRest, std::max(kLeastRest, kRest * took));
    rest_ = loop_->CallAfter(rest, [this] {
      rest_ = nullptr;
      Listen();
    });
    // Most cgroups are no containers.
    if (tree_->turnover() != turnover_) {
      calls_->Begin();
    }
  }

  void Judge(const absl::Status& sight) {
    status_ = absl::OkStatus();
    if (!sight.ok()) {
      status_ = WithConsequence(sight);
    } else if (!tree_->IsWatched()) {
      status_ = WithConsequence(absl::UnavailableError(
          "not every cgroup can be watched; raise the sysctl fs.inotify.max_user_watches"));
    }
  }

  Loop* const loop_;
  const std::shared_ptr<CgroupTree> tree_;
  const absl::Status why_not_probed_;
  absl::Status status_;
  absl::optional<RepeatedCall> calls_;
  // Of the look under way.
  absl::Duration began_;
  std::uint64_t turnover_ = 0;
  std::unique_ptr<DescriptorWatch> watch_;
  std::unique_ptr<Alarm> rest_;
  ReaderCrew crew_;
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
