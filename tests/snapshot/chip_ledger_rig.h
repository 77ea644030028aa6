#ifndef TESTS_SNAPSHOT_CHIP_LEDGER_RIG_H_
#define TESTS_SNAPSHOT_CHIP_LEDGER_RIG_H_

#include <cstddef>
#include <vector>

#include "agent/snapshot/chip_ledger.h"
#include "gtest/gtest.h"
#include "tests/fakes/recording_driver.h"
#include "tests/snapshot/plain_host.h"

namespace neuron {

constexpr absl::Duration kStart = absl::Hours(1);
inline const absl::Time kWall = absl::FromUnixSeconds(1795000000);

// A ledger of a plain host with the chips 2 and 10.
class ChipLedgerTest : public testing::Test {
 protected:
  ChipLedgerTest() {
    for (int chip : {2, 10}) {
      host_.AddChip(chip);
    }
  }

  // For chips that nobody holds.
  std::vector<ChipVisit> Plan(absl::Duration now) {
    return ledger_.PlanVisits({now, kWall, /*may_be_held=*/false});
  }

  // What the sampler does in a round.
  void Round(ChipLedger* ledger, absl::Duration now, bool may_be_held = false) {
    const HostReport report = VisitHost(host_.paths());
    ledger->SetHost(report);
    ledger->SetChips(*report.chips);
    const std::vector<ChipVisit> visits = ledger->PlanVisits({now, kWall, may_be_held});
    ledger->BeginVisits(visits);
    for (const ChipVisit& visit : visits) {
      Make(visit, ledger, now);
    }
  }

  void Make(const ChipVisit& visit, ChipLedger* ledger, absl::Duration now) {
    const ChipReport report = VisitChip(host_.paths(), &driver_, visit);
    if (report.asked.has_value()) {
      ledger->AcceptAnswers(visit, *report.asked, now);
    }
    ledger->Accept(report, now);
  }

  // Rounds once a second, until that much has passed.
  void Rounds(ChipLedger* ledger, absl::Duration from, absl::Duration span,
              bool may_be_held = false) {
    for (absl::Duration now = from; now <= from + span; now += absl::Seconds(1)) {
      Round(ledger, now, may_be_held);
    }
  }

  // Of device nodes, so far.
  std::size_t opens() const { return driver_.Count(RecordingDriver::Call::Kind::kOpen); }

  PlainHost host_;
  RecordingDriver driver_;
  ChipLedger ledger_{host_.book_path(), ChipLedger::Pace()};
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_CHIP_LEDGER_RIG_H_
