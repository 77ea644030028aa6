#include <memory>
#include <utility>

#include "agent/snapshot/sealer.h"
#include "gtest/gtest.h"
#include "tests/device/counted_allocations.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_workload_facts.h"

namespace neuron {
namespace {

// A host of 16 chips where nothing happens.
class SealingAllocationsTest : public testing::Test {
 protected:
  SealingAllocationsTest() {
    WorkloadReport look;
    look.plan.turn = 1;
    look.plan.identities = IdentitiesOf(example_.inventory->chips);
    look.holders.sight = absl::OkStatus();
    look.containers.sight = absl::OkStatus();
    sealer_.Take(std::move(look));
  }

  Findings Pass() const {
    Findings findings;
    findings.taken_at = example_.taken_at;
    findings.inventory = example_.inventory;
    for (const ChipState& chip : example_.chips) {
      findings.counters.push_back(example_.chips[0].counters);
      findings.read_at.push_back(chip.read_at);
      findings.appearances.push_back(1);
    }
    return findings;
  }

  std::size_t CountOfOnePass() {
    Findings pass = Pass();
    const std::size_t before = CountedAllocations();
    sealer_.SealPass(std::move(pass));
    return CountedAllocations() - before;
  }

  const Snapshot example_ = ExampleSnapshot();
  FakeClock clock_;
  FakeWorkloadFacts facts_;
  std::shared_ptr<const Snapshot> latest_;
  Sealer sealer_{
      AllocationPolicy(),
      DefaultHealthRules(),
      &clock_,
      {&facts_},
      [this](std::shared_ptr<const Snapshot> snapshot) { latest_ = std::move(snapshot); }};
};

// Of each chip the usage is listed by core, and for how long nobody has held it is kept; its
// counters become totals where they are, and what does not change is neither copied nor said anew.
TEST_F(SealingAllocationsTest, AreFewForAPassThatChangesNothing) {
  constexpr std::size_t kForAChip = 3;
  for (int pass = 0; pass < 3; ++pass) {
    CountOfOnePass();
  }
  EXPECT_LE(CountOfOnePass(), kForAChip * example_.chips.size());
}

}  // namespace
}  // namespace neuron
