#ifndef TESTS_HEALTH_CLINIC_H_
#define TESTS_HEALTH_CLINIC_H_

#include <utility>

#include "absl/time/time.h"
#include "agent/health/health_ledger.h"
#include "tests/health/patient.h"

namespace neuron {

// A ledger and one chip, pass by pass.
class Clinic {
 public:
  explicit Clinic(HealthRules rules = DefaultHealthRules()) : ledger(std::move(rules)) {}

  ChipHealth Pass(absl::Duration after = absl::Seconds(1)) {
    at += after;
    return ledger.Judge(patient.Facts(), now(), at);
  }
  void Hear(Ailment ailment, SignSource source, std::uint64_t amount = 1) {
    ledger.Note(MakeSign(ailment, source, amount), at);
  }
  void HearState(Ailment ailment, SignSource source) {
    ledger.Note(MakeState(ailment, source), at);
  }
  absl::Time now() const { return absl::FromUnixSeconds(1'000'000'000) + at; }

  HealthLedger ledger;
  Patient patient;
  absl::Duration at = absl::Hours(1);
};

}  // namespace neuron

#endif  // TESTS_HEALTH_CLINIC_H_
