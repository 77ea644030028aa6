#include "agent/cli/patient_visits.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/device/tree_index.h"

namespace neuron {
namespace {

using Instant = std::chrono::steady_clock::time_point;

std::string ChipDirectory(const HostPaths& host, int chip) {
  return absl::StrCat(host.sysfs, "/class/neuron_device/neuron", chip);
}

Instant After(absl::Duration wait) {
  return std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(wait);
}

}  // namespace

// What a visit and who waits for it share.
struct PatientVisits::Progress {
  Progress(std::string directory, Instant end) : until(end), path(std::move(directory)) {}

  const Instant until;
  std::mutex mutex;
  std::condition_variable moved;
  // What is being read, and how many were before it.
  std::string path;
  std::uint64_t steps = 0;
  Reading<ReadLatency> latency;
  absl::optional<ChipReport> report;

  void BeginFile(const std::string& file) {
    const std::lock_guard<std::mutex> lock(mutex);
    path = file;
    ++steps;
    moved.notify_all();
  }

  void Finish(Reading<ReadLatency> found, ChipReport brought) {
    const std::lock_guard<std::mutex> lock(mutex);
    latency = std::move(found);
    report = std::move(brought);
    moved.notify_all();
  }

  // Until it is done or stands at one file for so long, but not beyond `end`. Whether it is done.
  bool AwaitStall(absl::Duration stall, Instant end) {
    std::unique_lock<std::mutex> lock(mutex);
    bool has_moved = true;
    while (!report.has_value() && has_moved && std::chrono::steady_clock::now() < end) {
      const std::uint64_t before = steps;
      has_moved = moved.wait_until(lock, std::min(After(stall), end),
                                   [&] { return report.has_value() || steps != before; });
    }
    return report.has_value();
  }
};

std::shared_ptr<PatientVisits::Progress> PatientVisits::Begin(const ChipVisit& visit) const {
  const std::string directory = ChipDirectory(host_, visit.index);
  const auto progress = std::make_shared<Progress>(directory, After(patience_));
  std::thread([progress, visit, directory, timing = timing_, host = host_] {
    std::vector<TimedRead> reads;
    if (timing == Timing::kEachRead) {
      const absl::StatusOr<TreeIndex> tree = TreeIndex::Walk(directory);
      if (tree.ok()) {
        reads = TimeReads(directory, tree->Files(),
                          [&](const std::string& path) { progress->BeginFile(path); });
      }
      progress->BeginFile(directory);
    }
    ChipReport report = VisitChip(host, /*driver=*/nullptr, visit);
    progress->Finish(Summarize(std::move(reads)), std::move(report));
  }).detach();
  return progress;
}

ChipReport PatientVisits::Finish(const ChipVisit& visit, Progress* progress) {
  std::unique_lock<std::mutex> lock(progress->mutex);
  const bool is_done = progress->moved.wait_until(lock, progress->until,
                                                  [&] { return progress->report.has_value(); });
  const absl::Status why =
      is_done ? absl::OkStatus()
              : absl::DeadlineExceededError(absl::StrCat(progress->path, ": no answer within ",
                                                         absl::FormatDuration(patience_)));
  if (timing_ == Timing::kEachRead) {
    latencies_[visit.index] = is_done ? progress->latency : Reading<ReadLatency>::Unknown(why);
  }
  return is_done ? *std::move(progress->report) : SilentChip(visit, why);
}

std::vector<ChipReport> PatientVisits::Visit(const std::vector<ChipVisit>& visits) {
  const Instant end_of_turns = After(patience_);
  const absl::Duration longest = std::min(kStall, patience_ / 4);
  absl::Duration stall = longest;
  std::vector<std::shared_ptr<Progress>> begun;
  for (const ChipVisit& visit : visits) {
    begun.push_back(Begin(visit));
    if (!begun.back()->AwaitStall(stall, end_of_turns)) {
      stall = std::max(stall / 2, longest / 10);
    }
  }
  std::vector<ChipReport> reports;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    reports.push_back(Finish(visits[i], begun[i].get()));
  }
  return reports;
}

}  // namespace neuron
