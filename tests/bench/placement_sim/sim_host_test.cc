#include "tests/bench/placement_sim/sim_host.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

// The definition of these chips, or the floating one of as many as the set has.
const ChipDefinition* Find(const ConstraintCatalog& catalog, ChipSet chips) {
  for (const ChipDefinition& definition : catalog.definitions()) {
    if (definition.pinned == chips ||
        (definition.pinned.empty() && definition.chips == chips.size())) {
      return &definition;
    }
  }
  return nullptr;
}

constexpr WantedTask kTask = {4, absl::Minutes(1), absl::Seconds(1), absl::Seconds(10),
                              absl::Minutes(10)};

class SimHostTest : public testing::Test {
 protected:
  void Open(const absl::optional<HostAgent::Ways>& ways) {
    SimHost::Links links;
    links.agenda = &agenda_;
    links.wanted = [this](std::vector<DesiredAttribute> attributes) {
      free_ = attributes[0].value;
    };
    links.stopped = [this](const TaskEnd& end) { ends_.push_back(end); };
    host_ = std::make_unique<SimHost>(ways, 1, links);
    host_->Start();
  }

  void Send(std::uint64_t number, const ChipDefinition* definition) {
    host_->Send({number, definition}, kTask);
  }

  // What the agent would have ECS know by then.
  std::string FreeAfter(absl::Duration time) {
    const absl::Duration end = agenda_.now() + time;
    bool over = false;
    agenda_.After(time, [&over] { over = true; });
    while (!over) {
      agenda_.DoNext();
    }
    EXPECT_EQ(agenda_.now(), end);
    return free_;
  }

  static HostAgent::Ways Reserving(const ConstraintCatalog* known) {
    HostAgent::Ways ways;
    ways.reservations = true;
    ways.known = known;
    return ways;
  }

  Agenda agenda_;
  ConstraintCatalog pinned_ = ConstraintCatalog::Pinned();
  ConstraintCatalog floating_ = ConstraintCatalog::Floating();
  const ChipDefinition* const first_row_ = Find(pinned_, {0, 1, 2, 3});
  std::string free_;
  std::vector<TaskEnd> ends_;
  std::unique_ptr<SimHost> host_;
};

const char kAllFree[] = "_00_01_02_03_04_05_06_07_08_09_10_11_12_13_14_15_";
const char kRestFree[] = "_04_05_06_07_08_09_10_11_12_13_14_15_";

TEST_F(SimHostTest, ATaskEndsAndIsHeardOf) {
  Open(absl::nullopt);
  Send(1, first_row_);
  FreeAfter(absl::Hours(1));
  ASSERT_EQ(ends_.size(), 1u);
  EXPECT_EQ(ends_[0].task, 1u);
  EXPECT_FALSE(ends_[0].double_booked);
}

TEST_F(SimHostTest, TheSecondToOpenAChipFails) {
  Open(absl::nullopt);
  Send(1, first_row_);
  FreeAfter(absl::Seconds(30));
  Send(2, Find(pinned_, {3}));
  FreeAfter(absl::Hours(1));
  ASSERT_EQ(ends_.size(), 2u);
  EXPECT_EQ(ends_[0].task, 2u);
  EXPECT_TRUE(ends_[0].double_booked);
  EXPECT_EQ(ends_[0].apart, absl::Seconds(30));
  EXPECT_FALSE(ends_[1].double_booked);
}

TEST_F(SimHostTest, WithoutReservationsAChipIsFreeUntilItsContainerRuns) {
  Open(HostAgent::Ways());
  Send(1, first_row_);
  EXPECT_EQ(FreeAfter(absl::Seconds(60)), kAllFree);
  EXPECT_EQ(FreeAfter(absl::Seconds(4)), kRestFree);
  EXPECT_EQ(FreeAfter(absl::Hours(1)), kAllFree);
}

TEST_F(SimHostTest, WhatIsPendingIsReservedIfItsDefinitionIsKnown) {
  Open(Reserving(&pinned_));
  Send(1, first_row_);
  EXPECT_EQ(FreeAfter(absl::Milliseconds(3700)), kRestFree);
}

TEST_F(SimHostTest, TheSecondTaskOfADefinitionIsKnownFromTheFirst) {
  Open(Reserving(nullptr));
  Send(1, first_row_);
  EXPECT_EQ(FreeAfter(absl::Seconds(4)), kAllFree);
  EXPECT_EQ(FreeAfter(absl::Hours(1)), kAllFree);
  Send(2, first_row_);
  EXPECT_EQ(FreeAfter(absl::Seconds(4)), kRestFree);
}

TEST_F(SimHostTest, AChipIsNeverFreeBetweenPendingAndTheEnd) {
  Open(Reserving(&pinned_));
  Send(1, first_row_);
  FreeAfter(absl::Seconds(4));
  // From its end on, all 16 are idle.
  while (host_->ledger().IdleUntil(agenda_.now()) == 12 * agenda_.now()) {
    ASSERT_EQ(free_, kRestFree) << agenda_.now();
    agenda_.DoNext();
  }
  EXPECT_GT(agenda_.now(), absl::Minutes(11));
}

TEST_F(SimHostTest, LeasesNeverOverlap) {
  Open(Reserving(&floating_));
  for (std::uint64_t number = 1; number <= 12; ++number) {
    Send(number, Find(floating_, {0, 1, 2, 3}));
  }
  FreeAfter(absl::Hours(2));
  EXPECT_EQ(ends_.size(), 12u);
  for (const TaskEnd& end : ends_) {
    EXPECT_FALSE(end.double_booked) << end.task;
  }
}

TEST_F(SimHostTest, WhoFindsNoChipsWaitsForALease) {
  Open(Reserving(&floating_));
  for (std::uint64_t number = 1; number <= 5; ++number) {
    Send(number, Find(floating_, {0, 1, 2, 3}));
  }
  FreeAfter(absl::Minutes(13));
  EXPECT_EQ(ends_.size(), 4u);
  FreeAfter(absl::Minutes(13));
  EXPECT_EQ(ends_.size(), 5u);
}

}  // namespace
}  // namespace neuron
