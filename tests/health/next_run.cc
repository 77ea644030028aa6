#include "tests/health/next_run.h"

#include <gtest/gtest.h>

#include <utility>

#include "agent/health/case_record.h"

namespace neuron {

std::unique_ptr<Clinic> NextRun(const Clinic& before, HealthRules rules) {
  auto next = std::make_unique<Clinic>(std::move(rules));
  next->patient = before.patient;
  next->at = before.at;
  absl::optional<CaseRecord> record = before.ledger.Record(before.patient.chip.index);
  if (record.has_value()) {
    record->boot_id = "boot";
    const absl::StatusOr<CaseRecord> read = ParseCase(FormatCase(*record));
    EXPECT_TRUE(read.ok()) << read.status() << "\n" << FormatCase(*record);
    next->ledger.Restore(*read);
  }
  return next;
}

}  // namespace neuron
