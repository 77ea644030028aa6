#include "agent/cli/patient_visits.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/device/tree_index.h"

namespace neuron {
namespace {

std::string ChipDirectory(const HostPaths& host, int chip) {
  return absl::StrCat(host.sysfs, "/class/neuron_device/neuron", chip);
}

}  // namespace

// What a visit and who waits for it share.
struct PatientVisits::Progress {
  std::mutex mutex;
  std::condition_variable done;
  // What is being read.
  std::string path;
  Reading<ReadLatency> latency;
  absl::optional<ChipReport> report;

  void Begin(const std::string& file) {
    const std::lock_guard<std::mutex> lock(mutex);
    path = file;
  }

  void Finish(Reading<ReadLatency> found, ChipReport brought) {
    const std::lock_guard<std::mutex> lock(mutex);
    latency = std::move(found);
    report = std::move(brought);
    done.notify_all();
  }
};

ChipReport PatientVisits::Visit(const ChipVisit& visit) {
  const auto progress = std::make_shared<Progress>();
  std::thread([progress, visit, host = host_] {
    const std::string directory = ChipDirectory(host, visit.index);
    progress->Begin(directory);
    const absl::StatusOr<TreeIndex> tree = TreeIndex::Walk(directory);
    std::vector<TimedRead> reads;
    if (tree.ok()) {
      reads = TimeReads(directory, tree->Files(),
                        [&](const std::string& path) { progress->Begin(path); });
    }
    progress->Begin(directory);
    ChipReport report = VisitChip(host, /*driver=*/nullptr, visit);
    progress->Finish(Summarize(std::move(reads)), std::move(report));
  }).detach();

  std::unique_lock<std::mutex> lock(progress->mutex);
  if (progress->done.wait_for(lock, absl::ToChronoMilliseconds(patience_),
                              [&] { return progress->report.has_value(); })) {
    latencies_[visit.index] = progress->latency;
    return *std::move(progress->report);
  }
  const absl::Status why = absl::DeadlineExceededError(
      absl::StrCat(progress->path, ": no answer within ", absl::FormatDuration(patience_)));
  latencies_[visit.index] = Reading<ReadLatency>::Unknown(why);
  return SilentChip(visit, why);
}

}  // namespace neuron
