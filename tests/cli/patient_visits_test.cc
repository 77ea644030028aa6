#include "agent/cli/patient_visits.h"

#include <memory>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

using testing::HasSubstr;

ChipVisit VisitTo(int chip) {
  ChipVisit visit;
  visit.index = chip;
  visit.now = absl::FromUnixSeconds(1795000000);
  return visit;
}

constexpr auto kTimed = PatientVisits::Timing::kEachRead;
constexpr auto kUntimed = PatientVisits::Timing::kNone;

TEST(PatientVisits, BringsWhatAVisitDoesAndTheTimeOfItsReads) {
  PlainHost host;
  host.AddChip(2);
  PatientVisits visits(host.paths(), absl::Seconds(60), kTimed);
  const ChipReport report = visits.Visit({VisitTo(2)}).at(0);
  EXPECT_EQ(report.chip->serial_number.value(), "1a2b3c4d5e6f0002");
  EXPECT_TRUE(report.counters.has_value());
  EXPECT_EQ(visits.latencies().at(2).value().reads, report.chip->tree->size());
}

TEST(PatientVisits, TakesNoTimeUnlessAsked) {
  PlainHost host;
  host.AddChip(2);
  PatientVisits visits(host.paths(), absl::Seconds(60), kUntimed);
  EXPECT_TRUE(visits.Visit({VisitTo(2)}).at(0).counters.has_value());
  EXPECT_TRUE(visits.latencies().empty());
}

TEST(PatientVisits, BringsThemInTheirOrder) {
  PlainHost host;
  host.AddChip(2);
  host.AddChip(10);
  PatientVisits visits(host.paths(), absl::Seconds(60), kUntimed);
  const std::vector<ChipReport> reports = visits.Visit({VisitTo(10), VisitTo(2)});
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].chip->index, 10);
  EXPECT_EQ(reports[1].chip->index, 2);
}

TEST(PatientVisits, GivesUpAChipThatDoesNotAnswerAndNamesTheFile) {
  PlainHost host;
  host.AddChip(2);
  PatientVisits visits(host.paths(), absl::Milliseconds(50), kTimed);
  const StuckFile stuck(host.ChipPath(2, "reset"));
  EXPECT_TRUE(visits.Visit({VisitTo(2)}).at(0).counters.is_unknown());
  const absl::Status why = visits.latencies().at(2).why();
  EXPECT_TRUE(absl::IsDeadlineExceeded(why));
  EXPECT_THAT(std::string(why.message()),
              HasSubstr(host.ChipPath(2, "reset") + ": no answer within 50ms"));
}

TEST(PatientVisits, NamesTheChipWhereReadsAreNotTimed) {
  PlainHost host;
  host.AddChip(2);
  PatientVisits visits(host.paths(), absl::Milliseconds(50), kUntimed);
  const StuckFile stuck(host.ChipPath(2, "reset"));
  const std::vector<ChipReport> reports = visits.Visit({VisitTo(2)});
  EXPECT_THAT(std::string(reports.at(0).counters.why().message()),
              HasSubstr("/class/neuron_device/neuron2: no answer within 50ms"));
}

TEST(PatientVisits, VisitsTheOthersWhileOneHangs) {
  PlainHost host;
  host.AddChip(2);
  host.AddChip(3);
  PatientVisits visits(host.paths(), absl::Seconds(2), kTimed);
  const StuckFile stuck(host.ChipPath(2, "reset"));
  const std::vector<ChipReport> reports = visits.Visit({VisitTo(2), VisitTo(3)});
  EXPECT_TRUE(reports.at(0).counters.is_unknown());
  EXPECT_TRUE(reports.at(1).counters.has_value());
}

TEST(PatientVisits, WaitsForAllThatHangTogether) {
  constexpr absl::Duration kPatience = absl::Seconds(1);
  PlainHost host;
  std::vector<ChipVisit> planned;
  std::vector<std::unique_ptr<StuckFile>> stuck;
  for (int chip = 0; chip < 8; ++chip) {
    host.AddChip(chip);
    planned.push_back(VisitTo(chip));
    stuck.push_back(std::make_unique<StuckFile>(host.ChipPath(chip, "reset")));
  }
  PatientVisits visits(host.paths(), kPatience, kTimed);
  const absl::Time began = absl::Now();
  for (const ChipReport& report : visits.Visit(planned)) {
    EXPECT_TRUE(report.counters.is_unknown());
  }
  EXPECT_LT(absl::Now() - began, 3 * kPatience);
}

}  // namespace
}  // namespace neuron
