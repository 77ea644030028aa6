#ifndef TESTS_HEALTH_PATIENT_H_
#define TESTS_HEALTH_PATIENT_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/health/chip_facts.h"
#include "agent/health/sign.h"
#include "agent/usage/chip_usage.h"

namespace neuron {

// A Trainium chip of two cores for tests, well until a test says otherwise. Its counters are
// readable; its firmware says that all is well, and its heartbeat stands.
class Patient {
 public:
  Patient();

  // What counts: to be changed between passes.
  Chip chip;
  ChipCounters counters;
  ChipUsage usage;
  // If not OK, the chip does not answer.
  absl::Status silence;
  std::uint64_t appearance = 1;
  std::uint64_t driver_load = 1;
  std::uint64_t module_inode = 0;
  std::vector<Chip> sisters;

  // As of now; borrows from this.
  ChipFacts Facts();

  PciFunction& pci() { return pci_; }
  // The counter began anew, as the usage ledger says it.
  void AddRebase(EccTally tally);

 private:
  PciFunction pci_;
  Reading<ChipCounters> reading_;
};

// A reading that failed.
absl::Status Unreadable();

// Something that was seen, with a text of its own.
Sign MakeSign(Ailment ailment, SignSource source, std::uint64_t amount = 1);
Sign MakeState(Ailment ailment, SignSource source);

}  // namespace neuron

#endif  // TESTS_HEALTH_PATIENT_H_
