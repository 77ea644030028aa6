#include "agent/device/record_sieve.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RecordSieveTest : public testing::Test {
 protected:
  RecordSieveTest() { clock_.Advance(absl::Hours(1)); }

  // A record of this long ago.
  KernelRecord Record(const std::string& text, absl::Duration age) {
    KernelRecord record;
    record.text = text;
    record.since_boot = clock_.Monotonic() - age;
    return record;
  }

  KernelLogSource::Take Keep() {
    return [this](const KernelRecord& record) {
      texts_.push_back(record.text);
      logged_at_ = record.logged_at;
    };
  }

  FakeClock clock_;
  std::vector<std::string> texts_;
  absl::Time logged_at_;
};

TEST_F(RecordSieveTest, LetsTheLastFiveMinutesThroughAtTheStart) {
  const RecordSieve sieve(&clock_, Keep());
  sieve.Pass(Record("old", absl::Minutes(5) + absl::Microseconds(1)));
  sieve.Pass(Record("young", absl::Minutes(5)));
  sieve.Pass(Record("new", absl::ZeroDuration()));
  EXPECT_THAT(texts_, ElementsAre("young", "new"));
}

TEST_F(RecordSieveTest, BearsWithALogWhoseClockIsAhead) {
  const RecordSieve sieve(&clock_, Keep());
  sieve.Pass(Record("ahead", -absl::Minutes(5)));
  EXPECT_THAT(texts_, ElementsAre("ahead"));
}

TEST_F(RecordSieveTest, HoldsBackAtTheStartWhatCannotBeDated) {
  const RecordSieve sieve(&clock_, Keep());
  sieve.Pass(Record("of another boot", -absl::Minutes(5) - absl::Microseconds(1)));
  sieve.Pass(KernelRecord());
  EXPECT_THAT(texts_, IsEmpty());
}

TEST_F(RecordSieveTest, CountsTheFiveMinutesFromTheStart) {
  const RecordSieve sieve(&clock_, Keep());
  clock_.Advance(absl::Minutes(30));
  sieve.Pass(Record("while we were stopped", absl::Minutes(31)));
  EXPECT_THAT(texts_, ElementsAre("while we were stopped"));
}

TEST_F(RecordSieveTest, LetsAllThroughThatComesLater) {
  RecordSieve sieve(&clock_, Keep());
  sieve.CatchUp();
  sieve.Pass(Record("by a slow clock", absl::Minutes(30)));
  sieve.Pass(Record("by a fast clock", -absl::Minutes(30)));
  KernelRecord undated;
  undated.text = "undated";
  sieve.Pass(undated);
  EXPECT_THAT(texts_, ElementsAre("by a slow clock", "by a fast clock", "undated"));
}

TEST_F(RecordSieveTest, DatesARecordByItsTimeSinceBoot) {
  const RecordSieve sieve(&clock_, Keep());
  sieve.Pass(Record("x", absl::Seconds(7)));
  EXPECT_EQ(logged_at_, clock_.Now() - absl::Seconds(7));
  clock_.JumpWall(absl::Hours(9));
  sieve.Pass(Record("x", absl::Seconds(7)));
  EXPECT_EQ(logged_at_, clock_.Now() - absl::Seconds(7));
}

TEST_F(RecordSieveTest, DatesWhatHasNoTimeOrOneToComeNow) {
  RecordSieve sieve(&clock_, Keep());
  sieve.CatchUp();
  sieve.Pass(KernelRecord());
  EXPECT_EQ(logged_at_, clock_.Now());
  clock_.Advance(absl::Seconds(1));
  sieve.Pass(Record("x", -absl::Minutes(1)));
  EXPECT_EQ(logged_at_, clock_.Now());
}

}  // namespace
}  // namespace neuron
