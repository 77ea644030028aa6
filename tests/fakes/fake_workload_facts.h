#ifndef TESTS_FAKES_FAKE_WORKLOAD_FACTS_H_
#define TESTS_FAKES_FAKE_WORKLOAD_FACTS_H_

#include <functional>
#include <utility>
#include <vector>

#include "agent/snapshot/workload_facts.h"

namespace neuron {

// Leases and reservations that the test makes up. One thread.
class FakeWorkloadFacts : public WorkloadFacts {
 public:
  void Start(std::function<void()> changed, std::function<void()> look) override {
    changed_ = std::move(changed);
    look_ = std::move(look);
  }
  void Complete(const ChipIdentities&, Evidence* evidence) override {
    evidence->leases = leases;
    evidence->reservations = reservations;
  }
  void Conclude(const Snapshot& snapshot) override { concluded.push_back(snapshot.free); }
  std::vector<SourceReport> Sources() const override { return sources; }
  std::vector<ProbeReport> Probes() const override { return probes; }

  // Tells whoever has started it.
  void Change() { changed_(); }
  void AskForALook() { look_(); }

  std::vector<Lease> leases;
  std::vector<Reservation> reservations;
  std::vector<SourceReport> sources;
  std::vector<ProbeReport> probes;
  // What was free by each look.
  std::vector<ChipSet> concluded;

 private:
  std::function<void()> changed_;
  std::function<void()> look_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_WORKLOAD_FACTS_H_
