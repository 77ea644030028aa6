#include "agent/snapshot/round.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr int kProcesses = -2;
constexpr int kPci = -3;
constexpr int kTraces = -4;

absl::Status At(const std::string& path, const absl::Status& why) {
  return absl::Status(why.code(), absl::StrCat(path, ": ", why.message()));
}

}  // namespace

Round::Round(HostPaths host, Driver* driver, WorkloadVisitor* visitor)
    : paths_(std::move(host)), driver_(driver), visitor_(visitor) {}

void Round::Add(int subject, std::function<void()> run, std::function<void()> late, Take take) {
  reads_.push_back({subject, std::move(run), std::move(late)});
  takes_.push_back(std::move(take));
}

void Round::AddHost() {
  const auto slot = std::make_shared<HostReport>();
  Add(
      kHost, [slot, host = paths_] { *slot = VisitHost(host); }, nullptr,
      [this, slot](const absl::Status& status) {
        host_ = status.ok() ? absl::StatusOr<HostReport>(std::move(*slot)) : status;
      });
}

void Round::AddChip(ChipVisit visit, LateAnswers late) {
  if (!visit.left_alone.ok()) {
    ChipReport silent = SilentChip(visit, visit.left_alone);
    chips_.push_back({std::move(visit), std::move(silent)});
    return;
  }
  const auto slot = std::make_shared<ChipReport>();
  const auto plan = std::make_shared<const ChipVisit>(std::move(visit));
  const auto run = [slot, host = paths_, driver = driver_, plan] {
    *slot = VisitChip(host, driver, *plan);
  };
  const auto tell = [slot, plan, late = std::move(late)] {
    if (slot->asked.has_value()) {
      late(*plan, *slot->asked);
    }
  };
  Add(plan->index, run, tell, [this, slot, plan](const absl::Status& status) {
    chips_.push_back({*plan, status.ok() ? std::move(*slot) : SilentChip(*plan, status)});
  });
}

void Round::AddWorkload(WorkloadPlan plan) {
  const auto slot = std::make_shared<WorkloadReport>();
  const auto run = [slot, visitor = visitor_, plan] { *slot = visitor->Visit(plan); };
  Add(kProcesses, run, nullptr, [this, slot, plan](const absl::Status& status) {
    workload_ = status.ok() ? std::move(*slot) : BlindReport(plan, At(paths_.proc, status));
  });
}

void Round::AddTraces(TraceVisitor* visitor, std::vector<ProcessId> holders, ChipIdentities chips) {
  const auto slot = std::make_shared<TraceReport>();
  const auto run = [slot, visitor, holders = std::move(holders), chips = std::move(chips)] {
    *slot = visitor->Visit(holders, chips);
  };
  Add(kTraces, run, nullptr, [this, slot](const absl::Status& status) {
    if (status.ok()) {
      traces_ = std::move(*slot);
    } else {
      traces_.status = status;
    }
  });
}

void Round::AddPci(std::function<void(const PciSide&)> late) {
  pci_ = absl::UnavailableError("not read yet");
  const auto slot = std::make_shared<PciSide>();
  Add(
      kPci, [slot, host = paths_] { *slot = ReadPciSide(host); },
      [slot, late = std::move(late)] { late(*slot); },
      [this, slot](const absl::Status& status) {
        const std::string path = absl::StrCat(paths_.sysfs, "/bus/pci");
        pci_ = status.ok() ? absl::StatusOr<PciSide>(std::move(*slot)) : At(path, status);
      });
}

std::vector<ReaderCrew::Read> Round::TakeReads() { return std::move(reads_); }

void Round::Overtake(ChipReport look) {
  const int chip = look.chip->index;
  looks_[chip] = std::move(look);
}

void Round::Finish(const std::vector<absl::Status>& results) {
  for (std::size_t i = 0; i < takes_.size(); ++i) {
    takes_[i](results[i]);
  }
  for (ChipResult& chip : chips_) {
    GoByTheLook(&chip.report);
  }
}

void Round::GoByTheLook(ChipReport* report) const {
  const auto found = looks_.find(report->chip->index);
  if (found == looks_.end()) {
    return;
  }
  const ChipReport& look = found->second;
  if (look.appearance == report->appearance && look.turn > report->turn) {
    report->counters = look.counters;
    report->read_at = look.read_at;
    report->sampled_at = look.sampled_at;
    report->turn = look.turn;
  }
}

}  // namespace neuron
