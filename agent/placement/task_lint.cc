#include "agent/placement/task_lint.h"

#include <algorithm>
#include <map>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/append.h"
#include "agent/placement/chip_expression.h"
#include "agent/placement/chip_sets.h"
#include "agent/placement/constraint_lint.h"
#include "agent/placement/constraint_query.h"
#include "agent/placement/device_path.h"
#include "agent/placement/port_token.h"

namespace neuron {
namespace {

// The chips of hosts of a type that is not known, to tell whether a constraint asks for one.
constexpr int kUnknownTypeChips = 16;

class TaskLint {
 public:
  TaskLint(const TaskView& task, const LintRules& rules)
      : task_(task),
        rules_(rules),
        queries_(ReadableQueries(task.constraints)),
        type_(TypeOf()),
        all_(AllChipsOf(type_)) {}

  std::vector<LintFinding> Run() {
    for (const TaskContainer& container : task_.containers) {
      LintDevices(container);
      LintSharing(container);
      LintCapability(container);
      LintPorts(container);
      LintDemand(container);
    }
    Append(LintConstraints(task_.constraints, rules_.names), &findings_);
    return std::move(findings_);
  }

 private:
  std::string TypeOf() const {
    const std::string demanded = DemandedType(queries_);
    return !rules_.instance.empty() ? rules_.instance
           : !demanded.empty()      ? demanded
                                    : rules_.host_type;
  }

  void Find(LintCode code, const std::string& path, const std::string& what,
            const std::string& cure) {
    findings_.push_back({"", path, code, what, cure});
  }

  void LintDevices(const TaskContainer& container) {
    for (const TaskDevice& device : container.devices) {
      const std::string node = DevicePath(device.chip);
      if (device.chip >= kMaxChips) {
        Find(LintCode::kDevice, device.path, absl::StrCat("no host has ", node),
             absl::StrCat("chips are ", DevicePath(0), " to ", DevicePath(kMaxChips - 1)));
      } else if (all_.ok() && !all_->Contains(device.chip)) {
        Find(LintCode::kDevice, device.path,
             absl::StrCat(type_, " has ", all_->size(), all_->size() == 1 ? " chip" : " chips",
                          " and no ", node),
             absl::StrCat("map chips below ", all_->size(), ", or name the right --instance"));
      }
    }
  }

  void LintSharing(const TaskContainer& container) {
    if (container.leases) {
      return;
    }
    for (const TaskDevice& device : container.devices) {
      const auto taken = users_.emplace(device.chip, &container);
      if (!taken.second && taken.first->second != &container) {
        Find(LintCode::kShared, device.path,
             absl::StrCat("container \"", taken.first->second->name, "\" has ",
                          DevicePath(device.chip), ", too"),
             "give each container chips of its own: else both may take the same cores");
      }
    }
  }

  void LintCapability(const TaskContainer& container) {
    if (!container.devices.empty() && !container.may_lock_memory) {
      Find(LintCode::kCapability, absl::StrCat(container.path, ".linuxParameters"),
           "a container with chips lacks the capability IPC_LOCK, which AWS asks for",
           "add \"IPC_LOCK\" to capabilities.add");
    }
  }

  void LintPorts(const TaskContainer& container) {
    if (task_.network_mode != "awsvpc") {
      return;
    }
    for (const TaskPort& port : container.ports) {
      if (IsPortToken(port, rules_.port_base)) {
        Find(
            LintCode::kAwsvpc, port.path,
            "a port token, and in network mode awsvpc ECS takes no port off the instance: it keeps "
            "nobody away",
            "set networkMode to bridge or host, or leave out the port and lease the chips");
      }
    }
  }

  // Chips by number that the constraints do not ask for.
  std::vector<int> Loose(const TaskContainer& container) const {
    const ChipSet chips = ChipsOf(container);
    ChipSet all = all_.ok() ? *all_ : ChipSet((std::uint64_t{1} << kUnknownTypeChips) - 1);
    all = ChipSet(all.bits() | chips.bits());
    std::vector<int> loose;
    for (const int chip : chips.chips()) {
      if (!Demand(queries_, rules_.names, all, chip)) {
        loose.push_back(chip);
      }
    }
    return loose;
  }

  bool AsksForSome() const {
    return std::any_of(queries_.begin(), queries_.end(), [&](const Query& query) {
      return Mentions(query, rules_.names.fits) ||
             std::any_of(rules_.names.counts.begin(), rules_.names.counts.end(),
                         [&](const std::string& count) { return Mentions(query, count); });
    });
  }

  void LintDemand(const TaskContainer& container) {
    if (container.leases || container.devices.empty()) {
      return;
    }
    const std::vector<int> loose = Loose(container);
    if (!loose.empty()) {
      Find(LintCode::kLoose, absl::StrCat(container.path, ".linuxParameters.devices"),
           absl::StrCat("no constraint asks for ", loose.size() == 1 ? "chip " : "chips ",
                        absl::StrJoin(loose, ", "), " in ", rules_.names.free_set,
                        AsksForSome() ? ": a size or a count says that some are free, not these"
                                      : ": another task may have the same"),
           absl::StrCat("add memberOf: ", PinnedExpression(rules_.names, ChipsOf(container))));
    }
  }

  const TaskView& task_;
  const LintRules& rules_;
  const std::vector<Query> queries_;
  const std::string type_;
  const absl::StatusOr<ChipSet> all_;
  // Who has a chip by number, the first in the document.
  std::map<int, const TaskContainer*> users_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> LintTask(const TaskView& task, const LintRules& rules) {
  return TaskLint(task, rules).Run();
}

}  // namespace neuron
