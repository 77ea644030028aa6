#include "agent/snapshot/chip_turn.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Haste = ChipTurn::Haste;
using Taken = ChipTurn::Taken;

constexpr absl::Duration kLong = absl::Minutes(1);

TEST(ChipTurn, NumbersTurnsAsTheyAreHad) {
  ChipTurn turn;
  EXPECT_EQ(turn.last(), 0u);
  EXPECT_EQ(Taken(&turn, Haste::kNone, kLong).number(), 1u);
  EXPECT_EQ(Taken(&turn, Haste::kHurried, kLong).number(), 2u);
  EXPECT_EQ(turn.last(), 2u);
}

TEST(ChipTurn, IsNotHadIfAnotherDoesNotEndInTime) {
  ChipTurn turn;
  const Taken first(&turn, Haste::kNone, kLong);
  EXPECT_EQ(Taken(&turn, Haste::kHurried, absl::ZeroDuration()).number(), 0u);
  EXPECT_EQ(Taken(&turn, Haste::kNone, absl::ZeroDuration()).number(), 0u);
  EXPECT_EQ(turn.last(), 1u);
}

TEST(ChipTurn, IsFreeAgainAfterAHurriedOneGaveUpWaiting) {
  ChipTurn turn;
  {
    const Taken first(&turn, Haste::kNone, kLong);
    Taken(&turn, Haste::kHurried, absl::ZeroDuration());
  }
  EXPECT_NE(Taken(&turn, Haste::kNone, absl::ZeroDuration()).number(), 0u);
}

TEST(ChipTurn, IsHadByOneAtATime) {
  ChipTurn turn;
  std::atomic<int> at_it{0};
  std::atomic<int> most{0};
  std::vector<std::thread> readers;
  for (const Haste haste : {Haste::kNone, Haste::kNone, Haste::kHurried}) {
    readers.emplace_back([&, haste] {
      for (int i = 0; i < 1000; ++i) {
        const Taken taken(&turn, haste, kLong);
        most = std::max(most.load(), ++at_it);
        --at_it;
      }
    });
  }
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_EQ(most, 1);
  EXPECT_EQ(turn.last(), 3000u);
}

TEST(ChipTurn, IsAHurriedOnesBeforeOthersThatWait) {
  ChipTurn turn;
  std::atomic<bool> begun{false};
  std::atomic<std::uint64_t> hurried{0};
  std::thread look([&] {
    begun = true;
    hurried = Taken(&turn, Haste::kHurried, kLong).number();
  });
  // Somebody who takes one turn after the other cannot keep it from its own.
  while (!begun || hurried == 0) {
    Taken(&turn, Haste::kNone, kLong);
  }
  look.join();
  EXPECT_NE(hurried, 0u);
}

}  // namespace
}  // namespace neuron
