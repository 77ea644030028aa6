#include "agent/usage/rebased_counter.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;
using Kind = RebasedCounter::Kind;

constexpr CounterEpoch kEpoch = {1, 1, 1};
constexpr CounterEpoch kReloaded = {2, 1, 1};
constexpr CounterEpoch kReplaced = {1, 2, 1};
constexpr CounterEpoch kReset = {1, 1, 2};
constexpr std::uint64_t kTwo32 = std::uint64_t{1} << 32;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

// One counter that is read again and again.
class Read {
 public:
  explicit Read(Kind kind, std::uint64_t first) : counter(kind) { Now(first); }

  Count Now(std::uint64_t value, const CounterEpoch& epoch = kEpoch) {
    return counter.Take(value, epoch, kNow);
  }

  RebasedCounter counter;
};

TEST(RebasedCounter, BeginsAtTheFirstValue) {
  RebasedCounter counter(Kind::kPlain);
  EXPECT_EQ(counter.Take(std::uint64_t{7}, kEpoch, kNow), Count(7));
  EXPECT_EQ(counter.rebases(), 0u);
}

TEST(RebasedCounter, IsTheCounterWhileThatGrows) {
  Read read(Kind::kPlain, 7);
  EXPECT_EQ(read.Now(7), Count(7));
  EXPECT_EQ(read.Now(12), Count(12));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, CountsWhatItFellToAsGrowth) {
  Read read(Kind::kPlain, 7);
  EXPECT_EQ(read.Now(3), Count(10));
  EXPECT_EQ(read.Now(5), Count(12));
  EXPECT_EQ(read.counter.rebases(), 1u);
  EXPECT_EQ(read.counter.rebased_at(), kNow);
  EXPECT_EQ(read.counter.reason(), RebaseReason::kCleared);
}

TEST(RebasedCounter, SaysWhatExplainsTheFall) {
  for (const auto& [epoch, reason] : {std::make_pair(kReloaded, RebaseReason::kDriverReload),
                                      std::make_pair(kReplaced, RebaseReason::kOtherChip),
                                      std::make_pair(kReset, RebaseReason::kChipReset)}) {
    Read read(Kind::kPlain, 7);
    EXPECT_EQ(read.Now(0, epoch), Count(7));
    EXPECT_EQ(read.counter.reason(), reason) << Word(reason);
  }
}

TEST(RebasedCounter, GivesTheGravestOfSeveralReasons) {
  Read reloaded(Kind::kPlain, 7);
  reloaded.Now(0, {2, 2, 2});
  EXPECT_EQ(reloaded.counter.reason(), RebaseReason::kDriverReload);
  Read replaced(Kind::kPlain, 7);
  replaced.Now(0, {1, 2, 2});
  EXPECT_EQ(replaced.counter.reason(), RebaseReason::kOtherChip);
}

TEST(RebasedCounter, IsNoRebaseWhereNothingFell) {
  Read read(Kind::kPlain, 7);
  EXPECT_EQ(read.Now(8, kReloaded), Count(8));
  EXPECT_EQ(read.counter.rebases(), 0u);
  // What was the epoch of a value that did not fall explains no later fall.
  read.Now(2, kReloaded);
  EXPECT_EQ(read.counter.reason(), RebaseReason::kCleared);
}

TEST(RebasedCounter, TakesAnEpochForTheReasonOfOneFallOnly) {
  Read read(Kind::kPlain, 7);
  read.Now(5, kReloaded);
  read.Now(2, kReloaded);
  EXPECT_EQ(read.counter.reason(), RebaseReason::kCleared);
  EXPECT_EQ(read.counter.rebases(), 2u);
}

TEST(RebasedCounter, IsNotChangedByWhatIsUnknownOrAbsent) {
  Read read(Kind::kPlain, 7);
  const Count unknown = Count::Unknown(absl::DataLossError("/sys/a: garbage"));
  EXPECT_EQ(read.counter.Take(unknown, kReset, kNow), unknown);
  EXPECT_EQ(read.counter.Take(Count::Absent(), kReset, kNow), Count::Absent());
  EXPECT_EQ(read.Now(9), Count(9));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, GoesOnWhereOneOf32BitsWraps) {
  Read read(Kind::kWraps32, kTwo32 - 4);
  EXPECT_EQ(read.Now(6), Count(kTwo32 + 6));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, TakesAFallByLessThanThreeQuartersForNoWrap) {
  Read read(Kind::kWraps32, kTwo32 / 4 * 3);
  EXPECT_EQ(read.Now(0), Count(kTwo32 / 4 * 3));
  EXPECT_EQ(read.counter.rebases(), 1u);
}

TEST(RebasedCounter, TakesNoExplainedFallForAWrap) {
  Read read(Kind::kWraps32, kTwo32 - 4);
  EXPECT_EQ(read.Now(6, kReloaded), Count(kTwo32 + 2));
  EXPECT_EQ(read.counter.rebases(), 1u);
}

TEST(RebasedCounter, GoesOnWhereErrorsWrapAt16Bits) {
  Read read(Kind::kErrors16, 65530);
  read.Now(4);
  read.Now(4);
  EXPECT_EQ(read.Now(4), Count(65540));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, GoesOnWhereOneOfSeveralSummedRegistersWraps) {
  // 65530 of one register and 4000 of another.
  Read read(Kind::kErrors16, 69530);
  read.Now(4004);
  read.Now(4004);
  EXPECT_EQ(read.Now(4004), Count(69540));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, ForgetsATornValue) {
  Read read(Kind::kPlain, kTwo32 + 100);
  EXPECT_TRUE(read.Now(200).is_unknown());
  EXPECT_EQ(read.Now(kTwo32 + 300), Count(kTwo32 + 300));
  EXPECT_EQ(read.counter.rebases(), 0u);
}

TEST(RebasedCounter, BelievesWhatLooksTornWhenTheNextReadingConfirmsIt) {
  Read read(Kind::kPlain, kTwo32 + 100);
  EXPECT_TRUE(read.Now(200).is_unknown());
  EXPECT_EQ(read.Now(250), Count(kTwo32 + 350));
  EXPECT_EQ(read.counter.rebases(), 1u);
}

TEST(RebasedCounter, DoesNotDoubtAFallThatNoTornValueMakes) {
  Read small(Kind::kPlain, kTwo32 / 2 + 99);
  EXPECT_TRUE(small.Now(100).has_value());
  Read great(Kind::kPlain, 2 * kTwo32);
  EXPECT_TRUE(great.Now(kTwo32 - 1).has_value());
  Read explained(Kind::kPlain, kTwo32 + 100);
  EXPECT_TRUE(explained.Now(200, kReloaded).has_value());
}

TEST(RebasedCounter, DoesNotBelieveErrorsThatAreGoneUntilTheyStayGone) {
  Read read(Kind::kErrors16, 5);
  for (int reading = 1; reading < RebasedCounter::kConfirmations; ++reading) {
    EXPECT_TRUE(read.Now(0).is_unknown());
    EXPECT_EQ(read.counter.rebases(), 0u);
  }
  EXPECT_EQ(read.Now(1), Count(6));
  EXPECT_EQ(read.counter.rebases(), 1u);
}

TEST(RebasedCounter, NamesWhatItDoesNotBelieve) {
  Read read(Kind::kErrors16, 5);
  EXPECT_EQ(std::string(read.Now(2).why().message()),
            "fell from 5 to 2, which is not believed before it stays there");
}

TEST(RebasedCounter, ForgetsThatErrorsWereGoneInAReset) {
  Read read(Kind::kErrors16, 5);
  EXPECT_TRUE(read.Now(0, kReset).is_unknown());
  EXPECT_TRUE(read.Now(0, kReset).is_unknown());
  EXPECT_EQ(read.Now(5, kReset), Count(5));
  EXPECT_EQ(read.counter.rebases(), 0u);
  // The count of confirmations begins anew.
  EXPECT_TRUE(read.Now(0, kReset).is_unknown());
}

TEST(RebasedCounter, RemembersThatAResetExplainsErrorsThatStayGone) {
  Read read(Kind::kErrors16, 5);
  read.Now(0, kReset);
  read.Now(0, kReset);
  EXPECT_EQ(read.Now(0, kReset), Count(5));
  EXPECT_EQ(read.counter.reason(), RebaseReason::kChipReset);
}

TEST(RebasedCounter, BelievesErrorsThatAreGoneWithTheDriverOrTheChip) {
  EXPECT_EQ(Read(Kind::kErrors16, 5).Now(1, kReloaded), Count(6));
  EXPECT_EQ(Read(Kind::kErrors16, 5).Now(1, kReplaced), Count(6));
}

TEST(RebasedCounter, StaysAtTheGreatestThatItCanBe) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  Read read(Kind::kPlain, kMost - 1);
  EXPECT_EQ(read.Now(10), Count(kMost));
  EXPECT_EQ(read.Now(11), Count(kMost));
}

TEST(RebaseReason, HasAWord) {
  EXPECT_STREQ(Word(RebaseReason::kCleared), "cleared");
  EXPECT_STREQ(Word(RebaseReason::kDriverReload), "driver_reload");
  EXPECT_STREQ(Word(RebaseReason::kChipReset), "chip_reset");
  EXPECT_STREQ(Word(RebaseReason::kOtherChip), "other_chip");
}

}  // namespace
}  // namespace neuron
