#include "tests/simulator/play/retries.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1000);
const absl::Time kDeadline = kNow + absl::Seconds(1);

class RetriesTest : public testing::Test {
 protected:
  void Try() {
    retries_.Try(
        [this] {
          ++attempts_;
          return answer_;
        },
        kDeadline, [this](const absl::Status& status) { result_ = status; });
  }

  absl::Status answer_ = absl::UnavailableError("busy");
  int attempts_ = 0;
  std::optional<absl::Status> result_;
  Retries retries_;
};

TEST_F(RetriesTest, WhatSucceedsIsNotTriedAgain) {
  answer_ = absl::OkStatus();
  Try();
  EXPECT_TRUE(result_->ok());
  EXPECT_FALSE(retries_.NextDue().has_value());
  retries_.Advance(kNow);
  EXPECT_EQ(attempts_, 1);
}

TEST_F(RetriesTest, WhatFailsOtherwiseIsNotTriedAgain) {
  answer_ = absl::NotFoundError("none");
  Try();
  EXPECT_EQ(result_->code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(retries_.NextDue().has_value());
}

TEST_F(RetriesTest, WhatIsUnavailableIsTriedUntilItIsNot) {
  Try();
  EXPECT_EQ(retries_.NextDue(), kDeadline);
  retries_.Advance(kNow);
  EXPECT_FALSE(result_.has_value());
  answer_ = absl::OkStatus();
  retries_.Advance(kNow);
  EXPECT_TRUE(result_->ok());
  EXPECT_EQ(attempts_, 3);
}

TEST_F(RetriesTest, GivesUpAtTheDeadline) {
  Try();
  retries_.Advance(kDeadline);
  EXPECT_EQ(result_->message(), "busy");
  EXPECT_FALSE(retries_.NextDue().has_value());
}

}  // namespace
}  // namespace neuron::sim
