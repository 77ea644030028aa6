#include "tests/simulator/pending_reads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class PendingReadsTest : public testing::Test {
 protected:
  void Add(const std::string& name, const absl::Duration* delay) {
    reads_.Add([delay] { return kNow + *delay; },
               [this, name](int error) { heard_.push_back(absl::StrCat(name, " ", error)); });
  }

  PendingReads reads_;
  std::vector<std::string> heard_;
};

TEST_F(PendingReadsTest, AreAnsweredWhenTheyAreDue) {
  const absl::Duration slow = absl::Seconds(5);
  const absl::Duration quick = absl::Seconds(1);
  Add("slow", &slow);
  Add("quick", &quick);
  EXPECT_EQ(reads_.NextDue(), kNow + quick);
  reads_.Advance(kNow + quick);
  EXPECT_THAT(heard_, ElementsAre("quick 0"));
  reads_.Advance(kNow + slow);
  EXPECT_THAT(heard_, ElementsAre("quick 0", "slow 0"));
  EXPECT_EQ(reads_.NextDue(), std::nullopt);
}

TEST_F(PendingReadsTest, ThatHangAreAnsweredWhenTheyNoLongerDo) {
  absl::Duration delay = absl::InfiniteDuration();
  Add("hung", &delay);
  EXPECT_EQ(reads_.NextDue(), std::nullopt);
  reads_.Advance(kNow + absl::Hours(9));
  EXPECT_THAT(heard_, IsEmpty());
  delay = absl::ZeroDuration();
  reads_.Advance(kNow);
  EXPECT_THAT(heard_, ElementsAre("hung 0"));
}

TEST_F(PendingReadsTest, CanAllBeCutShort) {
  const absl::Duration delay = absl::InfiniteDuration();
  Add("a", &delay);
  Add("b", &delay);
  reads_.CutShort(EIO);
  EXPECT_THAT(heard_, ElementsAre("a 5", "b 5"));
  reads_.CutShort(EIO);
  EXPECT_EQ(heard_.size(), 2U);
}

}  // namespace
}  // namespace neuron::sim
