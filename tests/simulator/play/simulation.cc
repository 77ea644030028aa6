#include "tests/simulator/play/simulation.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "tests/simulator/play/application_command.h"
#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using config::v1::StartWorkload;

// How often the counters of workloads are moved, and the heartbeats.
constexpr absl::Duration kTick = absl::Seconds(1);
// Since 2.30 the driver shows heartbeats.
constexpr int kFirstWithHeartbeats = 30;

int Index(std::uint32_t chip) { return static_cast<int>(chip); }

}  // namespace

Simulation::Simulation(Host* host, const std::string& mount, const RuntimeFiles* runtime,
                       UeventSink* uevents, Recorder::Say say)
    : host_(host),
      mount_(mount),
      runtime_(runtime),
      recorder_(std::move(say)),
      devices_(host, &recorder_, [this](int chip, pid_t pid) { counters_.Detach(chip, pid); }),
      file_faults_(&host->tree),
      hardware_(host),
      hotplug_(host, &devices_, uevents),
      kernel_log_(&host->tree),
      counters_(host),
      workloads_([this](pid_t pid) {
        const StartWorkload* plan = workloads_.FindAttached(pid);
        // Nothing if it was told so late that it has ended already.
        if (plan != nullptr) counters_.Attach(pid, *plan);
      }) {}

absl::Status Simulation::CheckPresent(std::uint32_t index) const {
  const Chip* chip = FindChip(*host_, Index(index));
  if (chip != nullptr && chip->present) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("no chip ", index, " on ", host_->instance.type, " now"));
}

absl::Status Simulation::CheckPlan(const StartWorkload& plan) const {
  for (const std::uint32_t index : plan.chips()) {
    const Chip* chip = FindChip(*host_, Index(index));
    if (chip == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("no chip ", index, " on ",
                                                     host_->instance.type, ": it has 0 to ",
                                                     host_->chips.size() - 1));
    }
    for (const std::uint32_t core : plan.cores()) {
      if (Index(core) < chip->cores) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("no core ", core, " on chip ", index, ": it has 0 to ", chip->cores - 1));
    }
  }
  return absl::OkStatus();
}

void Simulation::Start(const StartWorkload& plan, Done done) {
  const absl::Status status = CheckPlan(plan);
  if (!status.ok()) return done(status);
  const std::string devices = mount_ + "/dev";
  if (UsesLibnrt(plan)) {
    return workloads_.Start(plan, ApplicationCommand(plan, *host_, *runtime_, devices),
                            std::move(done));
  }
  std::vector<std::string> nodes;
  for (const std::uint32_t chip : plan.chips()) {
    nodes.push_back(absl::StrCat(devices, "/neuron", chip));
  }
  workloads_.Start(plan, PlainCommand(plan.has_comm() ? plan.comm() : plan.name(), nodes),
                   std::move(done));
}

std::optional<absl::Time> Simulation::NextDue() const {
  absl::Time due = absl::InfiniteFuture();
  for (const std::optional<absl::Time>& next :
       {devices_.NextDue(), hotplug_.NextDue(), retries_.NextDue()}) {
    if (next) due = std::min(due, *next);
  }
  if (counters_.moving() || ShowsHeartbeats()) due = std::min(due, ticked_ + kTick);
  return due == absl::InfiniteFuture() ? std::nullopt : std::optional(due);
}

void Simulation::Advance(absl::Time now) {
  devices_.Advance(now);
  hotplug_.Advance(now);
  retries_.Advance(now);
  if (now < ticked_ + kTick) return;
  if (counters_.moving()) counters_.Advance(now);
  if (ShowsHeartbeats()) Beat();
  ticked_ = now;
}

bool Simulation::ShowsHeartbeats() const {
  return host_->driver_loaded && host_->generation.minor >= kFirstWithHeartbeats;
}

// The driver takes them from chips that are ready alone.
void Simulation::Beat() {
  for (const Chip& chip : host_->chips) {
    if (chip.present && devices_.resets()->StateOf(chip.index) == ChipState::kReady) {
      hardware_.Beat(static_cast<std::uint32_t>(chip.index));
    }
  }
}

void Simulation::WriteSysfs(const Process& process, Node* file) {
  recorder_.Change(process, PathOf(file), "writes");
  devices_.WriteFile(file);
}

std::string Simulation::ReportJson() const {
  std::vector<std::string> devices;
  for (const Chip& chip : host_->chips) devices.push_back(absl::StrCat("dev/neuron", chip.index));
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  // A report holds nothing that JSON cannot say but bytes of a comm that are not UTF-8.
  const auto status = google::protobuf::util::MessageToJsonString(
      recorder_.Report(host_->instance.type, devices), &json, options);
  return status.ok() ? json : absl::StrCat("{\"error\": \"", status.message().ToString(), "\"}\n");
}

}  // namespace neuron::sim
