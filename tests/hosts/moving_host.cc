#include "tests/hosts/moving_host.h"

#include <cstdlib>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/simulator/play/control_line.h"

namespace neuron {
namespace {

// From here on event counters move as cores work.
constexpr int kFirstLiveMinor = 30;
constexpr double kExecutionsPerSecond = 100;
// Of the tensor engine's cycles, and of the core's time.
constexpr double kBusyRatio = 0.6;
constexpr std::uint64_t kMicrosecondsPerExecution = 6000;
constexpr std::uint64_t kFlopsPerExecution = 2'000'000'000;

const sim::Allocation kTensors = {0, true, "tensors", 1 << 20};
const sim::Allocation kBuffers = {0, false, "tensors", 1 << 16};

sim::Instance FirstChipOf(sim::Instance instance) {
  instance.chips = 1;
  return instance;
}

}  // namespace

MovingHost::MovingHost(const sim::Instance& instance, const sim::Generation& generation)
    : host_(sim::BuildHost(FirstChipOf(instance), generation).value()),
      copy_(host_.get()),
      runtime_(sim::RuntimeFiles::Make(runtime_directory_.path()).value()),
      simulation_(host_.get(), "/nowhere", runtime_.get(), &uevents_, [](const std::string&) {}) {}

std::string MovingHost::Anonymous(std::string text) const {
  const std::string chip = absl::StrCat(paths().sysfs, "/class/neuron_device/neuron0/");
  return copy_.Anonymous(absl::StrReplaceAll(text, {{chip, ""}}));
}

bool MovingHost::IsLive() const { return host_->generation.minor >= kFirstLiveMinor; }

void MovingHost::Compute(absl::Duration elapsed) {
  counters().RunTensorEngine(0, elapsed, kBusyRatio);
  executions_ +=
      static_cast<std::uint64_t>(kExecutionsPerSecond * absl::ToDoubleSeconds(elapsed) + 0.5);
  if (IsLive()) {
    AddExecutions();
  }
}

void MovingHost::AddExecutions() {
  counters().AddDatastore(0, {{"success", executions_},
                              {"inference_count", executions_},
                              {"flop_count", executions_ * kFlopsPerExecution},
                              {"nc_time_in_use", executions_ * kMicrosecondsPerExecution}});
  executions_ = 0;
}

void MovingHost::BeginProcess() {
  counters().Allocate(kTensors);
  counters().Allocate(kBuffers);
}

void MovingHost::EndProcess() {
  AddExecutions();
  counters().Free(kBuffers);
  counters().Free(kTensors);
}

void MovingHost::Do(absl::string_view verb, absl::Time now) {
  simulation_.Execute(sim::ParseControlLine(verb).value(), now, [](const absl::Status& status) {
    if (!status.ok() && !absl::IsFailedPrecondition(status)) {
      abort();
    }
  });
}

void MovingHost::Show(absl::Time now) {
  simulation_.Advance(now);
  ShowBelow(*host_->tree.Find(sim::ChipDirectory(host_->chips.front().index)));
}

void MovingHost::ShowBelow(const sim::Node& directory) {
  for (const auto& [inode, child] : directory.children) {
    if (child->kind == sim::NodeKind::kDirectory) {
      ShowBelow(*child);
    }
    if (child->kind != sim::NodeKind::kFile) {
      continue;
    }
    const std::string text = simulation_.devices()->TextOf(*child);
    std::string& shown = shown_.emplace(inode, child->content).first->second;
    if (text != shown) {
      copy_.Write(sim::PathOf(child), text);
      shown = text;
    }
  }
}

}  // namespace neuron
