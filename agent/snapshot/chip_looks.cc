#include "agent/snapshot/chip_looks.h"

#include <cstddef>
#include <memory>
#include <utility>

namespace neuron {
namespace {

// One look, and what it fills in for as long as it is out.
struct Look {
  explicit Look(ChipVisit planned) : visit(std::move(planned)) {}

  const ChipVisit visit;
  ChipReport report;
};

using Looks = std::vector<std::shared_ptr<Look>>;

std::vector<ReaderCrew::Read> ReadsOf(const Looks& looks) {
  std::vector<ReaderCrew::Read> reads;
  for (const std::shared_ptr<Look>& look : looks) {
    reads.push_back({look->visit.index, [look] { look->report = LookAtChip(look->visit); }});
  }
  return reads;
}

std::vector<ChipReport> ReportsOf(const Looks& looks, const std::vector<absl::Status>& results) {
  std::vector<ChipReport> reports;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    reports.push_back(results[i].ok() ? std::move(looks[i]->report)
                                      : SilentChip(looks[i]->visit, results[i]));
  }
  return reports;
}

}  // namespace

ChipLooks::ChipLooks(Clock* clock, ReaderCrew::Post post, absl::Duration deadline, Plan plan,
                     Done done)
    : plan_(std::move(plan)),
      done_(std::move(done)),
      crew_(clock, std::move(post), deadline),
      pace_(clock, {kGap, kBurst}, [this] { Begin(); }) {}

void ChipLooks::Want(int chip) {
  if (chip >= 0 && chip < kMaxChips) {
    wanted_.Add(chip);
    pace_.Want();
  }
}

void ChipLooks::Begin() {
  Looks looks;
  for (ChipVisit& visit : plan_(std::exchange(wanted_, ChipSet()))) {
    looks.push_back(std::make_shared<Look>(std::move(visit)));
  }
  if (looks.empty()) {
    pace_.Ended();
    return;
  }
  crew_.Start(ReadsOf(looks), [this, looks](const std::vector<absl::Status>& results) {
    Finish(ReportsOf(looks, results));
  });
}

void ChipLooks::Finish(std::vector<ChipReport> reports) {
  done_(std::move(reports));
  pace_.Ended();
}

}  // namespace neuron
