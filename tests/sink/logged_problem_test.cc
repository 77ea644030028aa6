#include "agent/sink/logged_problem.h"

#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// What is logged when this becomes the problem.
std::string LogOf(LoggedProblem* problem, const absl::Status& status) {
  testing::internal::CaptureStderr();
  problem->Set(status);
  EXPECT_EQ(problem->status(), status);
  return testing::internal::GetCapturedStderr();
}

TEST(LoggedProblem, IsNoneAtFirst) {
  LoggedProblem problem("ecs");
  EXPECT_TRUE(problem.status().ok());
  EXPECT_EQ(LogOf(&problem, absl::OkStatus()), "");
}

TEST(LoggedProblem, IsLoggedWhenItChanges) {
  LoggedProblem problem("ecs");
  EXPECT_TRUE(absl::StrContains(LogOf(&problem, absl::UnavailableError("down")),
                                "level=warning event=ecs_problem error=down"));
  EXPECT_EQ(LogOf(&problem, absl::UnavailableError("down")), "");
  EXPECT_TRUE(absl::StrContains(LogOf(&problem, absl::UnavailableError("gone")), "error=gone"));
  EXPECT_TRUE(absl::StrContains(LogOf(&problem, absl::OkStatus()), "level=info event=ecs_ok"));
}

TEST(LoggedProblem, RepeatsWithOtherTimesAndReferences) {
  LoggedProblem problem("ecs");
  LogOf(&problem, absl::UnavailableError("expired at 20261118T110640Z. Reference: 18.2f"));
  EXPECT_EQ(LogOf(&problem, absl::UnavailableError("expired at 20261118T110655Z. Reference: 9.a")),
            "");
  EXPECT_NE(LogOf(&problem, absl::UnavailableError("expired at 20261118T110655Z. Reference: none")),
            "");
  EXPECT_NE(LogOf(&problem, absl::UnavailableError("expired at 20261118T110655Z.")), "");
  EXPECT_NE(LogOf(&problem, absl::AbortedError("expired at 20261118T110655Z.")), "");
}

}  // namespace
}  // namespace neuron
