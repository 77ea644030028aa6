#include "tests/simulator/driver/resets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class ResetsTest : public testing::Test {
 protected:
  std::string Read(const std::string& path) {
    return host_->tree.Find(absl::StrCat(ChipDirectory(0), "/", path))->content;
  }
  std::string Requests(int core) {
    return Read(absl::StrCat("neuron_core", core, "/stats/other_info/reset_req_count/total"));
  }
  std::string Failures(int core) {
    return Read(absl::StrCat("neuron_core", core, "/stats/other_info/reset_fail_count/total"));
  }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn1.2xlarge"));
  std::vector<int> ended_;
  Resets resets_{host_.get(), [this](int chip) { ended_.push_back(chip); }};
};

TEST_F(ResetsTest, OfTheWholeChipAreCountedOnEachCoreAtOnce) {
  EXPECT_EQ(resets_.StateOf(0), ChipState::kReady);
  EXPECT_EQ(resets_.NextDue(), std::nullopt);
  resets_.Begin(0, {}, kNow);
  EXPECT_EQ(Read("reset"), "0\n");
  EXPECT_EQ(Requests(0), "2\n");
  EXPECT_EQ(Requests(1), "2\n");
  EXPECT_EQ(resets_.NextDue(), kNow + absl::Milliseconds(300));
  EXPECT_EQ(resets_.EndOf(0), kNow + absl::Milliseconds(300));
}

TEST_F(ResetsTest, EndReady) {
  resets_.Begin(0, {}, kNow);
  resets_.Advance(kNow + absl::Milliseconds(299));
  EXPECT_EQ(resets_.StateOf(0), ChipState::kReset);
  EXPECT_THAT(ended_, IsEmpty());
  resets_.Advance(kNow + absl::Milliseconds(300));
  EXPECT_EQ(Read("reset"), "1\n");
  EXPECT_EQ(Failures(0), "0\n");
  EXPECT_THAT(ended_, ElementsAre(0));
  EXPECT_EQ(resets_.NextDue(), std::nullopt);
}

TEST_F(ResetsTest, ThatFailLeaveTheChipInvalidUntilTheNext) {
  resets_.Begin(0, {absl::Seconds(1), ResetOutcome::kFails, 1}, kNow);
  resets_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(Read("reset"), "2\n");
  EXPECT_EQ(Requests(1), "1\n");
  EXPECT_EQ(Failures(0), "1\n");
  EXPECT_EQ(Failures(1), "1\n");
  resets_.Begin(0, {}, kNow);
  resets_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(resets_.StateOf(0), ChipState::kReady);
}

TEST_F(ResetsTest, OfACoreClearItsTensorEngine) {
  const std::string other = Read("neuron_core1/stats/tensor_engine/pe_cntrs");
  resets_.Begin(0, {absl::Seconds(1), ResetOutcome::kReady, 1}, kNow);
  EXPECT_EQ(Read("neuron_core0/stats/tensor_engine/pe_cntrs"),
            "xrow_grp,mm_active,wl_active,idle\n0,0,0,0\n1,0,0,0\n2,0,0,0\n3,0,0,0\n");
  EXPECT_EQ(Read("neuron_core1/stats/tensor_engine/pe_cntrs"), other);
  EXPECT_EQ(Requests(0), "2\n");
  EXPECT_EQ(Requests(1), "1\n");
}

TEST_F(ResetsTest, AtTheSameTimeLastUntilTheLaterEnd) {
  resets_.Begin(0, {absl::Seconds(5), ResetOutcome::kReady, kWholeChip}, kNow);
  resets_.Begin(0, {absl::Seconds(1), ResetOutcome::kFails, kWholeChip}, kNow);
  EXPECT_EQ(Requests(0), "3\n");
  EXPECT_EQ(resets_.NextDue(), kNow + absl::Seconds(5));
  resets_.Advance(kNow + absl::Seconds(5));
  EXPECT_EQ(resets_.StateOf(0), ChipState::kInvalid);
}

TEST_F(ResetsTest, InvalidateNeedsNoReset) {
  resets_.Invalidate(0);
  EXPECT_EQ(Read("reset"), "2\n");
  EXPECT_EQ(Requests(0), "1\n");
  EXPECT_THAT(ended_, ElementsAre(0));
}

TEST_F(ResetsTest, ForgottenChipsAreReady) {
  resets_.Begin(0, {}, kNow);
  resets_.Forget(0);
  EXPECT_EQ(resets_.StateOf(0), ChipState::kReady);
  EXPECT_THAT(ended_, ElementsAre(0));
  resets_.Begin(9, {}, kNow);  // The host has no such chip.
  EXPECT_EQ(resets_.NextDue(), std::nullopt);
}

}  // namespace
}  // namespace neuron::sim
