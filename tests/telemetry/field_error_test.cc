#include "agent/telemetry/field_error.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(FieldError, NamesTheFieldAndTheProblem) {
  EXPECT_EQ(FieldError("pid", "negative"), absl::InvalidArgumentError("pid: negative"));
}

TEST(RequireField, FailsUnlessTheFieldIsSet) {
  EXPECT_EQ(RequireField(true, "pid"), absl::OkStatus());
  EXPECT_EQ(RequireField(false, "pid"), absl::InvalidArgumentError("pid: not set"));
}

TEST(Within, SaysWhereTheFieldIs) {
  const absl::Status status = FieldError("pid", "negative");
  EXPECT_EQ(Within("host", status), absl::InvalidArgumentError("host.pid: negative"));
  EXPECT_EQ(Within("holders", 3, status), absl::InvalidArgumentError("holders[3].pid: negative"));
}

TEST(Within, LeavesOkAlone) {
  EXPECT_EQ(Within("host", absl::OkStatus()), absl::OkStatus());
  EXPECT_EQ(Within("holders", 3, absl::OkStatus()), absl::OkStatus());
}

}  // namespace
}  // namespace neuron
