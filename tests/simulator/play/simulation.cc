#include "tests/simulator/play/simulation.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

using config::v1::StartWorkload;
using config::v1::Verb;

constexpr std::uint64_t kDefaultTensorBytes = 1 << 20;
constexpr std::uint64_t kDefaultExecutions = 1000;
constexpr std::uint64_t kFlopsPerExecution = 2'000'000'000;
constexpr std::uint64_t kMicrosecondsPerExecution = 800;
constexpr double kBusyRatio = 0.6;

std::vector<int> CoresOf(const StartWorkload& plan) {
  if (plan.cores().empty()) return {0};
  return {plan.cores().begin(), plan.cores().end()};
}

// What a workload takes on each chip, in this order; it frees in the reverse one.
std::vector<Allocation> AllocationsOf(const StartWorkload& plan) {
  const std::uint64_t tensors = plan.has_memory_bytes() ? plan.memory_bytes() : kDefaultTensorBytes;
  std::vector<Allocation> allocations;
  for (const int core : CoresOf(plan)) {
    allocations.push_back({core, false, "tensors", 65536});
    allocations.push_back({core, true, "tensors", tensors});
    allocations.push_back({core, true, "model_code", 262144});
    allocations.push_back({core, true, "model_shared_scratchpad", 524288});
    allocations.push_back({core, false, "application_memory", 8192});
  }
  return allocations;
}

CoreCounters DatastoreOf(const StartWorkload& plan) {
  const std::uint64_t executions = plan.has_executions() ? plan.executions() : kDefaultExecutions;
  return {{"success", executions},
          {"inference_count", executions},
          {"model_load_count", 1},
          {"flop_count", executions * kFlopsPerExecution},
          {"nc_time_in_use", executions * kMicrosecondsPerExecution}};
}

absl::Time StartOfMinute(absl::Time time) {
  return absl::FromUnixSeconds(absl::ToUnixSeconds(time) / 60 * 60);
}

}  // namespace

Simulation::Simulation(Host* host, const std::string& mount, Recorder::Say say)
    : host_(host),
      recorder_(std::move(say)),
      devices_(host, &recorder_, [this](int chip, pid_t pid) { OnDetached(chip, pid); }),
      workloads_(mount + "/dev", [this](pid_t pid) { OnAttached(pid); }) {}

void Simulation::Execute(const Verb& verb, Done done) {
  switch (verb.verb_case()) {
    case Verb::kStart: {
      const absl::Status status = CheckPlan(verb.start());
      return status.ok() ? workloads_.Start(verb.start(), std::move(done)) : done(status);
    }
    case Verb::kStop:
      return workloads_.End(verb.stop().name(), SIGTERM, std::move(done));
    case Verb::kKill:
      return workloads_.End(verb.kill().name(), SIGKILL, std::move(done));
    case Verb::kSet:
      return done(SetFile(verb.set()));
    case Verb::kRemoveChip:
      return done(SetChipPresent(host_, static_cast<int>(verb.remove_chip().chip()), false));
    case Verb::kAddChip:
      return done(SetChipPresent(host_, static_cast<int>(verb.add_chip().chip()), true));
    case Verb::kQuit:
      quit_ = true;
      return done(absl::OkStatus());
    case Verb::VERB_NOT_SET:
      return done(absl::InvalidArgumentError("no verb"));
  }
}

const Chip* Simulation::FindChip(std::uint32_t index) const {
  return index < host_->chips.size() ? &host_->chips[index] : nullptr;
}

absl::Status Simulation::CheckPlan(const StartWorkload& plan) const {
  for (const std::uint32_t index : plan.chips()) {
    const Chip* chip = FindChip(index);
    if (chip == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("no chip ", index, " on ",
                                                     host_->instance.type, ": it has 0 to ",
                                                     host_->chips.size() - 1));
    }
    for (const std::uint32_t core : plan.cores()) {
      if (static_cast<int>(core) < chip->cores) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("no core ", core, " on chip ", index, ": it has 0 to ", chip->cores - 1));
    }
  }
  return absl::OkStatus();
}

absl::Status Simulation::SetFile(const config::v1::SetFile& set) {
  Node* file = host_->tree.Resolve(set.path());
  if (file == nullptr || file->kind != NodeKind::kFile) {
    return absl::InvalidArgumentError(absl::StrCat("no file ", set.path()));
  }
  file->content = set.value();
  file->read_error = 0;
  return absl::OkStatus();
}

void Simulation::OnAttached(pid_t pid) {
  const StartWorkload* plan = workloads_.FindAttached(pid);
  if (plan == nullptr) return;
  // Nobody counted the time in which nothing ran.
  if (busy_.empty()) advanced_ = absl::InfinitePast();
  for (const std::uint32_t index : plan->chips()) {
    const int chip = static_cast<int>(index);
    ChipCounters counters = CountersOf(chip);
    for (const Allocation& allocation : AllocationsOf(*plan)) counters.Allocate(allocation);
    busy_[{chip, pid}] = *plan;
    warm_.insert(chip);
  }
}

void Simulation::OnDetached(int chip, pid_t pid) {
  const auto entry = busy_.extract({chip, pid});
  if (entry.empty()) return;
  const StartWorkload& plan = entry.mapped();
  ChipCounters counters = CountersOf(chip);
  const std::vector<Allocation> allocations = AllocationsOf(plan);
  for (auto it = allocations.rbegin(); it != allocations.rend(); ++it) counters.Free(*it);
  const std::vector<int> used = CoresOf(plan);
  for (int core = 0; core < FindChip(static_cast<std::uint32_t>(chip))->cores; ++core) {
    const bool is_used = std::find(used.begin(), used.end(), core) != used.end();
    counters.AddDatastore(core, is_used ? DatastoreOf(plan) : CoreCounters());
  }
}

void Simulation::Advance(absl::Time now) {
  if (advanced_ == absl::InfinitePast()) advanced_ = now;
  for (const auto& [key, plan] : busy_) {
    ChipCounters counters = CountersOf(key.first);
    for (const int core : CoresOf(plan))
      counters.RunTensorEngine(core, now - advanced_, kBusyRatio);
  }
  const absl::Time minute = StartOfMinute(now);
  if (minute != StartOfMinute(advanced_)) ReportPower(minute);
  advanced_ = now;
}

// Once more also for chips that became idle, with the power of rest.
void Simulation::ReportPower(absl::Time minute) {
  std::set<int> busy;
  for (const auto& [key, plan] : busy_) busy.insert(key.first);
  for (const int chip : warm_) {
    ChipCounters counters = CountersOf(chip);
    busy.count(chip) > 0 ? counters.SetPower(minute, 0.86, 25, 18.86)
                         : counters.SetPower(minute, 0, 2.06, 0.56);
  }
  warm_ = busy;
}

void Simulation::WriteSysfs(const Process& process, Node* file) {
  const std::string path = PathOf(file);
  recorder_.Change(process, path, "writes");
  for (const Chip& chip : host_->chips) {
    if (!absl::StartsWith(path, ChipDirectory(chip.index) + "/")) continue;
    ChipCounters(&host_->tree, chip).Write(file, devices_.Held(chip.index));
  }
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
