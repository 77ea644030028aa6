#include "agent/snapshot/sealer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_datastore_facts.h"
#include "tests/fakes/fake_workload_facts.h"

namespace neuron {
namespace {

using testing::ElementsAre;

class SealerTest : public testing::Test {
 protected:
  SealerTest() : example_(ExampleSnapshot()) {
    for (const Chip& chip : example_.inventory->chips) {
      if (chip.identity.has_value()) {
        identities_[chip.identity.value()] = chip.index;
      }
    }
  }

  // A look after which process `pid` holds these chips.
  WorkloadReport Held(std::uint64_t turn, ChipSet chips) const {
    WorkloadReport report;
    report.plan.turn = turn;
    report.plan.identities = identities_;
    report.holders.sight = absl::OkStatus();
    report.containers.sight = absl::OkStatus();
    Holder holder;
    holder.pid = 4711;
    holder.held = chips;
    report.holders.holders = {holder};
    return report;
  }

  Findings Pass() const {
    Findings findings;
    findings.taken_at = example_.taken_at;
    findings.inventory = example_.inventory;
    for (const ChipState& chip : example_.chips) {
      findings.counters.push_back(chip.counters);
      findings.read_at.push_back(chip.read_at);
      findings.appearances.push_back(1);
    }
    findings.sources = {{"sysfs", absl::OkStatus(), example_.taken_at}};
    return findings;
  }

  // A look after the pass, which found this many uncorrected errors.
  ChipReport LookAtChip0(std::uint64_t errors) const {
    ChipReport report;
    report.appearance = 1;
    report.chip = std::make_shared<const Chip>(example_.inventory->chips[0]);
    ChipCounters counters = example_.chips[0].counters.value();
    counters.reset_state = ResetState::kReady;
    counters.ecc[EccTally::kSramUncorrected] = errors;
    report.read_at = example_.taken_at + absl::Seconds(1);
    for (absl::Time& at : counters.read_at) {
      at = report.read_at;
    }
    report.counters = std::move(counters);
    report.sampled_at = clock_.Monotonic() + absl::Seconds(1);
    return report;
  }

  Occupancy OccupancyOf(int chip) const { return told_.back()->chips[chip].allocation.occupancy; }

  const Snapshot example_;
  ChipIdentities identities_;
  FakeWorkloadFacts facts_;
  FakeDatastoreFacts datastores_;
  std::vector<std::shared_ptr<const Snapshot>> told_;
  FakeClock clock_;
  Sealer sealer_{
      AllocationPolicy(),
      DefaultHealthRules(),
      &clock_,
      {&facts_, &datastores_},
      [this](std::shared_ptr<const Snapshot> snapshot) { told_.push_back(std::move(snapshot)); }};
};

TEST_F(SealerTest, SaysNothingBeforeTheFirstPass) {
  sealer_.Take(Held(1, {0}));
  sealer_.SealWorkload();
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ(sealer_.last(), nullptr);
}

TEST_F(SealerTest, SealsAPassWithTheLatestLook) {
  facts_.sources = {{"tasks", absl::OkStatus(), example_.taken_at}};
  facts_.probes = {ProbeReport()};
  sealer_.Take(Held(1, {0}));
  sealer_.SealPass(Pass());
  ASSERT_EQ(told_.size(), 1u);
  EXPECT_EQ(told_[0]->sequence, 1u);
  EXPECT_EQ(OccupancyOf(0), Occupancy::kHeld);
  EXPECT_EQ(OccupancyOf(1), Occupancy::kFree);
  ASSERT_EQ(told_[0]->sources.size(), 2u);
  EXPECT_EQ(told_[0]->sources[0].name, "sysfs");
  EXPECT_EQ(told_[0]->sources[1].name, "tasks");
  EXPECT_EQ(told_[0]->probes.size(), 1u);
  EXPECT_FALSE(told_[0]->valid_groups.empty());
}

TEST_F(SealerTest, ForgetsALookThatBeganEarlierAndCameBackLater) {
  sealer_.Take(Held(2, {0}));
  sealer_.Take(Held(1, {}));
  EXPECT_EQ(sealer_.turn(), 2u);
  sealer_.SealPass(Pass());
  EXPECT_EQ(OccupancyOf(0), Occupancy::kHeld);
}

TEST_F(SealerTest, TellsAtOnceWhenSomebodyTookAChip) {
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(Pass());
  sealer_.Take(Held(2, {0}));
  sealer_.SealWorkload();
  ASSERT_EQ(told_.size(), 2u);
  EXPECT_EQ(told_[1]->sequence, 2u);
  EXPECT_EQ(OccupancyOf(0), Occupancy::kHeld);
  EXPECT_EQ(told_[1]->chips[0].read_at, told_[0]->chips[0].read_at);
  EXPECT_EQ(sealer_.last(), told_[1]);
}

TEST_F(SealerTest, KeepsWhatBecameOfTheKernelsLogBetweenPasses) {
  Findings pass = Pass();
  pass.kernel_log.emplace();
  pass.kernel_log->forged = 3;
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(std::move(pass));
  sealer_.Take(Held(2, {0}));
  sealer_.SealWorkload();
  EXPECT_EQ(told_.at(1)->kernel_log->forged, 3u);
}

TEST_F(SealerTest, SaysNothingOfALookThatFoundNothingNew) {
  sealer_.Take(Held(1, {0}));
  sealer_.SealPass(Pass());
  sealer_.Take(Held(2, {0}));
  sealer_.SealWorkload();
  EXPECT_EQ(told_.size(), 1u);
  EXPECT_EQ(facts_.concluded.size(), 2u) << "but the facts hear of it";
}

TEST_F(SealerTest, HasTheDatastoresHearOfEachLook) {
  sealer_.Take(Held(1, {0}));
  sealer_.SealPass(Pass());
  sealer_.Take(Held(2, {0}));
  sealer_.SealWorkload();
  EXPECT_THAT(datastores_.concluded, ElementsAre(1, 2));
}

TEST_F(SealerTest, PutsWhatTheDatastoresSayIntoTheUsage) {
  const auto why = Reading<std::uint64_t>::Unknown(absl::UnavailableError("no datastore"));
  datastores_.signs[1] = {{why, why}, clock_.Monotonic()};
  sealer_.SealPass(Pass());
  const auto utilization = [this](int chip) {
    return told_.back()->chips[chip].usage->cores[0].utilization;
  };
  EXPECT_EQ(utilization(1).why(), absl::UnavailableError("no datastore"));
  EXPECT_NE(utilization(0).why(), absl::UnavailableError("no datastore"));
}

TEST_F(SealerTest, TellsBeforeTheFactsConclude) {
  std::size_t concluded_before = 1;
  Sealer sealer(
      AllocationPolicy(), DefaultHealthRules(), &clock_, {&facts_},
      [&](std::shared_ptr<const Snapshot>) { concluded_before = facts_.concluded.size(); });
  sealer.Take(Held(1, {}));
  sealer.SealPass(Pass());
  EXPECT_EQ(concluded_before, 0u) << "a lease may come of it, and then chips are free no more";
  EXPECT_EQ(facts_.concluded.size(), 1u);
}

TEST_F(SealerTest, TellsAtOnceOfALease) {
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(Pass());
  Lease lease;
  lease.id = 1;
  lease.chips = {0, 1};
  facts_.leases = {lease};
  sealer_.SealWorkload();
  ASSERT_EQ(told_.size(), 2u);
  EXPECT_EQ(OccupancyOf(1), Occupancy::kLeased);
  EXPECT_FALSE(told_[1]->free.Contains(1));
}

TEST_F(SealerTest, LeavesItToThePassToTellOfALookForOtherChips) {
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(Pass());
  WorkloadReport report = Held(2, {0});
  report.plan.identities.erase(report.plan.identities.begin());
  sealer_.Take(std::move(report));
  sealer_.SealWorkload();
  EXPECT_EQ(told_.size(), 1u);
}

TEST_F(SealerTest, KnowsForHowLongAChipWasNotHeld) {
  sealer_.Take(Held(1, {0}));
  clock_.Advance(absl::Seconds(5));
  sealer_.Take(Held(2, {1}));
  sealer_.SealPass(Pass());
  const std::map<int, absl::Duration>& unheld = told_.back()->evidence.unheld_for;
  EXPECT_EQ(unheld.at(0), absl::Seconds(5));
  EXPECT_EQ(unheld.at(2), absl::Seconds(5)) << "as long as there is a sealer";
  EXPECT_EQ(unheld.count(1), 0u) << "it is held";
}

TEST_F(SealerTest, TellsOfALookAtAChipWithTheLatestEvidence) {
  sealer_.SealLooks({example_.inventory, 0, 0, {LookAtChip0(5)}});
  EXPECT_TRUE(told_.empty()) << "nothing is known yet of the others";
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(Pass());
  sealer_.Take(Held(2, {1}));
  sealer_.SealLooks({example_.inventory, 0, 0, {LookAtChip0(5)}});
  ASSERT_EQ(told_.size(), 2u);
  EXPECT_EQ(told_[1]->sequence, 2u);
  EXPECT_EQ(told_[1]->taken_at, told_[0]->taken_at);
  EXPECT_NE(told_[1]->chips[0].health.verdict, Verdict::kOk);
  EXPECT_GT(told_[1]->chips[0].read_at, told_[0]->chips[0].read_at);
  EXPECT_EQ(told_[1]->chips[1].read_at, told_[0]->chips[1].read_at);
  EXPECT_EQ(told_[1]->chips[1].health.verdict, told_[0]->chips[1].health.verdict);
  EXPECT_EQ(OccupancyOf(1), Occupancy::kHeld);
}

TEST_F(SealerTest, LeavesOutALookAtAChipThatHasGone) {
  sealer_.Take(Held(1, {}));
  sealer_.SealPass(Pass());
  auto fewer = std::make_shared<Inventory>(*example_.inventory);
  fewer->chips.erase(fewer->chips.begin());
  sealer_.SealLooks({fewer, 0, 0, {LookAtChip0(5)}});
  EXPECT_EQ(told_.back()->chips.size(), fewer->chips.size());
}

TEST_F(SealerTest, TellsOfOtherChipsWithWhatIsKnown) {
  sealer_.Take(Held(1, {0}));
  sealer_.SealPass(Pass());
  auto fewer = std::make_shared<Inventory>(*example_.inventory);
  fewer->chips.pop_back();
  sealer_.SealFirstWord(fewer, {{"sysfs", absl::OkStatus(), example_.taken_at}});
  ASSERT_EQ(told_.size(), 2u);
  EXPECT_EQ(told_[1]->chips.size(), fewer->chips.size());
  EXPECT_EQ(OccupancyOf(0), Occupancy::kHeld);
  EXPECT_EQ(told_[1]->taken_at, told_[0]->taken_at);
}

}  // namespace
}  // namespace neuron
