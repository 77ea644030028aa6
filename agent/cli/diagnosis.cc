#include "agent/cli/diagnosis.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "agent/cli/publication_check.h"

namespace neuron {
namespace {

// Without them changes are only seen later.
constexpr absl::string_view kHelpfulSources[] = {"uevents", "edges", "container_events", "pci",
                                                 "task_definitions"};

// The word of the ECS agent.
constexpr absl::string_view kEcsSource = "tasks";

Check CheckAgent(const HostFacts& facts) {
  return Judge(Mark::kFail, facts.local ? "host" : "agent", facts.snapshot.status(),
               facts.local ? "was read without the daemon" : facts.agent);
}

Check CheckDriver(const Inventory& inventory) {
  if (!inventory.driver_loaded) {
    return {Mark::kFail, "driver", "the Neuron driver is not loaded",
            "install aws-neuronx-dkms and run modprobe neuron"};
  }
  if (inventory.chips.empty()) {
    return {Mark::kFail, "driver", "the Neuron driver shows no chip",
            "see dmesg for what its probe says"};
  }
  const Reading<std::string>& version = inventory.driver_version;
  return OkCheck("driver",
                 absl::StrCat(version.has_value() ? version.value() : "of unknown version",
                              ", chips: ", inventory.chips.size()));
}

Check CheckNodes(const std::map<int, absl::Status>& nodes) {
  for (const auto& [chip, status] : nodes) {
    if (!status.ok()) {
      return {Mark::kFail, "device nodes", std::string(status.message()),
              "run udevadm trigger --subsystem-match=neuron_device, or give the container the "
              "devices"};
    }
  }
  return OkCheck("device nodes", absl::StrCat("there: ", nodes.size()));
}

bool IsWatchingOnly(const HostFacts& facts) { return facts.publishes.ok() && !*facts.publishes; }

constexpr absl::string_view kKernelLog = "kernel_log";

std::string LogText(const KernelLogReport& log) {
  return absl::StrCat("up; lines about chips that were repeated ", log.repeated, ", too many ",
                      log.dropped, ", of no known chip ", log.unplaced, ", forged ", log.forged);
}

// A log that is heard, perhaps not in full.
Check CheckLog(const KernelLogReport& log) {
  const std::string name = absl::StrCat("source ", kKernelLog);
  if (log.lost + log.too_long == 0) {
    return OkCheck(name, LogText(log));
  }
  return {Mark::kWarn, name,
          absl::StrCat(LogText(log), "; records lost ", log.lost, ", too long ", log.too_long),
          "hardware errors that only they told were not seen; boot with a larger log_buf_len if "
          "more are lost"};
}

Check CheckSource(const SourceReport& source, const HostFacts& facts) {
  if (!source.status.ok() && source.name == kEcsSource && IsWatchingOnly(facts)) {
    return OkCheck(absl::StrCat("source ", source.name),
                   absl::StrCat("silent, which is normal outside of ECS (--nopublish): ",
                                source.status.message()));
  }
  const bool only_helps = absl::c_linear_search(kHelpfulSources, source.name);
  return Judge(only_helps ? Mark::kWarn : Mark::kFail, absl::StrCat("source ", source.name),
               source.status, "up");
}

std::string RunsText(const ProbeReport& probe) {
  if (!probe.runs.has_value()) {
    return "attached; no run was counted (sysctl kernel.bpf_stats_enabled)";
  }
  return absl::StrCat(
      "attached, ran ", *probe.runs, " times",
      probe.run_time.has_value() ? " in " + absl::FormatDuration(*probe.run_time) : "");
}

Check CheckProbe(const ProbeReport& probe) {
  const std::string name = absl::StrCat("probe ", probe.name);
  if (absl::IsNotFound(probe.status)) {
    return OkCheck(name,
                   absl::StrCat("not for this host, which is normal: ", probe.status.message()));
  }
  if (probe.status.ok() && probe.drops > 0) {
    return {Mark::kWarn, name, absl::StrCat(RunsText(probe), "; events lost: ", probe.drops),
            "none is needed: after a loss the agent looks at everything anew"};
  }
  return Judge(Mark::kWarn, name, probe.status, RunsText(probe));
}

void CheckSnapshot(const Snapshot& snapshot, const HostFacts& facts, std::vector<Check>* checks) {
  checks->push_back(CheckDriver(*snapshot.inventory));
  checks->push_back(CheckNodes(facts.nodes));
  for (const SourceReport& source : snapshot.sources) {
    const bool is_heard =
        source.name == kKernelLog && source.status.ok() && snapshot.kernel_log.has_value();
    checks->push_back(is_heard ? CheckLog(*snapshot.kernel_log) : CheckSource(source, facts));
  }
  for (const ProbeReport& probe : snapshot.probes) {
    checks->push_back(CheckProbe(probe));
  }
}

Check CheckLeases(const Reading<std::string>& socket) {
  return socket.is_absent()
             ? OkCheck("lease socket", "none: the daemon was told to lease no chips (--noleases)")
             : Judge(Mark::kWarn, "lease socket", socket.why(),
                     socket.has_value() ? absl::StrCat(socket.value(), " is there") : "");
}

void CheckDaemon(const HostFacts& facts, std::vector<Check>* checks) {
  if (IsWatchingOnly(facts)) {
    checks->push_back(
        OkCheck("ECS attributes", "not written: the daemon was told so (--nopublish)"));
  } else {
    absl::c_move(CheckPublication(facts.publication, facts.dry_run), std::back_inserter(*checks));
  }
  checks->push_back(CheckLeases(facts.lease_socket));
}

int Count(const std::vector<Check>& checks, Mark mark) {
  return static_cast<int>(
      absl::c_count_if(checks, [&](const Check& check) { return check.mark == mark; }));
}

}  // namespace

std::vector<Check> Diagnose(const HostFacts& facts) {
  std::vector<Check> checks = {CheckAgent(facts)};
  if (facts.snapshot.ok()) {
    CheckSnapshot(*facts.snapshot, facts, &checks);
  } else {
    checks.push_back({Mark::kUnknown, "driver", "cannot be told without a snapshot", ""});
  }
  if (facts.snapshot.ok() && !facts.local) {
    CheckDaemon(facts, &checks);
  }
  if (facts.local) {
    checks.push_back(Judge(Mark::kWarn, "descriptor walk", facts.walk, "loads into the kernel"));
  }
  checks.push_back(
      Judge(Mark::kWarn, "privileges", facts.sight, "neuronctl itself sees every process"));
  checks.push_back(Judge(Mark::kWarn, "BTF", facts.btf, "the kernel describes its types"));
  return checks;
}

absl::Status Summary(const std::vector<Check>& checks) {
  const int failed = Count(checks, Mark::kFail);
  if (failed > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("checks that failed: ", failed, " of ", checks.size()));
  }
  const int unknown = Count(checks, Mark::kUnknown);
  return unknown == 0 ? absl::OkStatus()
                      : absl::UnknownError(absl::StrCat("checks that could not be made: ", unknown,
                                                        " of ", checks.size()));
}

}  // namespace neuron
