#include "tests/soak/pass_audit.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Nothing is wrong with it.
Snapshot GoodSnapshot(std::uint64_t sequence) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.sequence = sequence;
  snapshot.chips[9].health.clears_when = "the chip answers";
  return snapshot;
}

class PassAuditTest : public testing::Test {
 protected:
  std::vector<std::string> Lies() { return audit_.Lies(snapshot_, latest_); }

  void WriteCounters(int chip, ChipCounters counters) {
    snapshot_.chips[static_cast<std::size_t>(chip)].counters = std::move(counters);
  }
  ChipCounters CountersOf(int chip) const {
    return snapshot_.chips[static_cast<std::size_t>(chip)].counters.value();
  }

  PassAudit audit_;
  Snapshot snapshot_ = GoodSnapshot(1);
  // The pass took a while.
  const absl::Time latest_ = snapshot_.taken_at + absl::Seconds(1);
};

TEST_F(PassAuditTest, FindsNothingWrongWithAGoodSnapshot) { EXPECT_THAT(Lies(), IsEmpty()); }

TEST_F(PassAuditTest, FindsASequenceThatDoesNotCountByOne) {
  Lies();
  EXPECT_THAT(Lies(), ElementsAre("sequence 1 after 1"));
  snapshot_.sequence = 3;
  EXPECT_THAT(Lies(), ElementsAre("sequence 3 after 1"));
}

TEST_F(PassAuditTest, FindsWhatWasReadInTheFuture) {
  snapshot_.taken_at = latest_ + absl::Nanoseconds(1);
  EXPECT_THAT(Lies(), ElementsAre("taken in the future"));
  snapshot_ = GoodSnapshot(2);
  snapshot_.chips[5].read_at = latest_ + absl::Nanoseconds(1);
  EXPECT_THAT(Lies(), ElementsAre(HasSubstr("chip 5: read at")));
  snapshot_ = GoodSnapshot(3);
  ChipCounters counters = CountersOf(6);
  counters.read_at[CounterGroup::kPower] = latest_ + absl::Nanoseconds(1);
  WriteCounters(6, counters);
  EXPECT_THAT(Lies(), ElementsAre(HasSubstr("chip 6: a group read at")));
}

TEST_F(PassAuditTest, FindsAnImpossibleRate) {
  ChipUsage usage;
  usage.cores.resize(1);
  usage.cores[0].per_second[CoreRate::kFlops] = -0.5;
  snapshot_.chips[0].usage = usage;
  EXPECT_THAT(Lies(), ElementsAre(HasSubstr("an impossible rate")));
}

TEST_F(PassAuditTest, FindsAnImpossibleUtilisation) {
  ChipUsage usage;
  usage.cores.resize(1);
  for (const double ratio : {-0.1, 1.1}) {
    usage.cores[0].utilization =
        Utilization{UtilizationSource::kTimeInUse, ratio, absl::Seconds(1)};
    snapshot_.chips[0].usage = usage;
    EXPECT_THAT(Lies(), ElementsAre(HasSubstr("an impossible utilisation")));
    ++snapshot_.sequence;
  }
}

TEST_F(PassAuditTest, FindsATotalThatFalls) {
  ChipCounters counters = CountersOf(1);
  counters.ecc[EccTally::kSramUncorrected] = std::uint64_t{7};
  WriteCounters(1, counters);
  EXPECT_THAT(Lies(), IsEmpty());
  counters.ecc[EccTally::kSramUncorrected] =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("garbage"));
  WriteCounters(1, counters);
  ++snapshot_.sequence;
  EXPECT_THAT(Lies(), IsEmpty()) << "what is unknown is no fall";
  counters.ecc[EccTally::kSramUncorrected] = std::uint64_t{6};
  WriteCounters(1, counters);
  ++snapshot_.sequence;
  EXPECT_THAT(Lies(), ElementsAre(HasSubstr("6 after 7")));
}

TEST_F(PassAuditTest, FindsWhatIsCalledFreeAndIsNot) {
  // Held, silent, of unknown occupancy, bad, and not there.
  for (const int chip : {4, 9, 12, 15, 16}) {
    snapshot_.free = ChipSet{0, chip};
    EXPECT_THAT(Lies(), ElementsAre(absl::StrCat("called free, and not: ", chip)));
    ++snapshot_.sequence;
  }
}

TEST_F(PassAuditTest, FindsAVerdictWithoutAReason) {
  snapshot_.chips[2].health.reason = "none";
  EXPECT_THAT(Lies(), ElementsAre("chip 2: suspect for the reason none"));
}

TEST_F(PassAuditTest, FindsAVerdictThatEndsNever) {
  snapshot_.chips[2].health.clears_when = "";
  EXPECT_THAT(Lies(), ElementsAre(HasSubstr("chip 2: suspect ends when")));
}

TEST_F(PassAuditTest, FindsAChipThatIsWellAndDidNotAnswer) {
  snapshot_.chips[2].counters =
      Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("no answer"));
  EXPECT_THAT(Lies(), ElementsAre("chip 2: suspect, and did not answer"));
}

}  // namespace
}  // namespace neuron
