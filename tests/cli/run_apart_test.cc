#include "agent/cli/run_apart.h"

#include <unistd.h>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(RunApart, GivesTheCodeOfTheWork) {
  EXPECT_EQ(RunApart([] { return ExitCode::kOk; }), ExitCode::kOk);
  EXPECT_EQ(RunApart([] { return ExitCode::kUntold; }), ExitCode::kUntold);
  EXPECT_EQ(RunApart([] { return ExitCode::kTryAgain; }), ExitCode::kTryAgain);
}

TEST(RunApart, IsAProblemIfTheWorkEndsWithoutACode) {
  EXPECT_EQ(RunApart([]() -> ExitCode { _exit(0); }), ExitCode::kProblem);
}

TEST(RunApart, WorksInAnotherProcess) {
  const pid_t here = getpid();
  EXPECT_EQ(RunApart([&] { return getpid() == here ? ExitCode::kProblem : ExitCode::kOk; }),
            ExitCode::kOk);
}

}  // namespace
}  // namespace neuron
