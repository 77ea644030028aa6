#include "agent/cli/patient_visits.h"

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

TEST(PatientVisits, BringsWhatAVisitDoesAndTheTimeOfItsReads) {
  PlainHost host;
  host.AddChip(2);
  PatientVisits visits(host.paths(), absl::Seconds(60));
  const ChipReport report = visits.Visit(VisitTo(2));
  EXPECT_EQ(report.chip->serial_number.value(), "1a2b3c4d5e6f0002");
  EXPECT_TRUE(report.counters.has_value());
  EXPECT_EQ(visits.latencies().at(2).value().reads, report.chip->tree->size());
}

TEST(PatientVisits, GivesUpAChipThatDoesNotAnswerAndGoesOn) {
  PlainHost host;
  host.AddChip(2);
  host.AddChip(3);
  PatientVisits visits(host.paths(), absl::Milliseconds(50));
  {
    const StuckFile stuck(host.ChipPath(2, "reset"));
    const ChipReport report = visits.Visit(VisitTo(2));
    EXPECT_TRUE(report.counters.is_unknown());
    const absl::Status why = visits.latencies().at(2).why();
    EXPECT_TRUE(absl::IsDeadlineExceeded(why));
    EXPECT_THAT(std::string(why.message()),
                HasSubstr(host.ChipPath(2, "reset") + ": no answer within 50ms"));
  }
  PatientVisits patient(host.paths(), absl::Seconds(60));
  EXPECT_TRUE(patient.Visit(VisitTo(3)).counters.has_value());
}

}  // namespace
}  // namespace neuron
