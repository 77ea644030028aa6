#include "agent/snapshot/activities.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

class ActivitiesTest : public testing::Test {
 protected:
  ActivitiesTest() {
    const Snapshot example = ExampleSnapshot();
    auto inventory = std::make_shared<Inventory>(*example.inventory);
    // The first whose counters are live.
    inventory->generation = DriverVersion{2, 30, 0, 0};
    findings_.inventory = inventory;
    for (const ChipState& chip : example.chips) {
      findings_.counters.push_back(chip.counters);
    }
    Holder holder;
    holder.pid = 4711;
    holder.start_ticks = 7;
    holder.held = {4, 9};
    findings_.evidence.holders.holders = {holder};
  }

  std::map<int, Reading<bool>> Look(absl::Duration at) { return activities_.Look(findings_, at); }

  void Execute(int chip) {
    ChipCounters counters = findings_.counters[chip].value();
    Reading<std::uint64_t>& succeeded = counters.cores[0].tallies[CoreTally::kSuccess];
    succeeded = succeeded.value() + 1;
    findings_.counters[chip] = counters;
  }

  Findings findings_;
  Activities activities_;
};

TEST_F(ActivitiesTest, AreOfChipsThatAreHeld) {
  const auto executing = Look(absl::ZeroDuration());
  EXPECT_EQ(executing.size(), 2u);
  EXPECT_EQ(executing.count(4), 1u);
}

TEST_F(ActivitiesTest, AreUnknownOfAChipThatDoesNotAnswer) {
  ASSERT_FALSE(findings_.counters[9].has_value());
  EXPECT_EQ(Look(absl::ZeroDuration()).at(9).why(), findings_.counters[9].why());
}

TEST_F(ActivitiesTest, ShowAnIdleChipWithinSeconds) {
  Look(absl::ZeroDuration());
  Execute(4);
  EXPECT_EQ(Look(absl::Seconds(1)).at(4), Reading<bool>(true));
  EXPECT_EQ(Look(absl::Seconds(1) + Activities::kWindow + absl::Milliseconds(1)).at(4),
            Reading<bool>(false));
}

TEST_F(ActivitiesTest, GoByTheCallsOfHoldersThatAreTraced) {
  ProcessExecutions process;
  process.process = {4711, 7};
  process.in_flight = 1;
  findings_.traces.executions = {process};
  EXPECT_EQ(Look(absl::ZeroDuration()).at(4), Reading<bool>(true));
}

TEST_F(ActivitiesTest, ForgetAChipThatWasGivenBack) {
  Look(absl::ZeroDuration());
  findings_.evidence.holders.holders.clear();
  EXPECT_TRUE(Look(absl::Seconds(1)).empty());
  findings_.evidence.holders.holders.emplace_back();
  findings_.evidence.holders.holders[0].held = {4};
  Execute(4);
  EXPECT_TRUE(Look(absl::Seconds(2)).at(4).is_unknown()) << "somebody else's";
}

}  // namespace
}  // namespace neuron
