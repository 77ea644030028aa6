#include "agent/cli/run_apart.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration kLong = absl::Minutes(1);

TEST(RunApart, GivesTheCodeOfTheWork) {
  EXPECT_EQ(*RunApart([] { return ExitCode::kOk; }, kLong), ExitCode::kOk);
  EXPECT_EQ(*RunApart([] { return ExitCode::kUntold; }, kLong), ExitCode::kUntold);
  EXPECT_EQ(*RunApart([] { return ExitCode::kTryAgain; }, kLong), ExitCode::kTryAgain);
}

TEST(RunApart, IsAProblemIfTheWorkEndsWithoutACode) {
  EXPECT_EQ(*RunApart([]() -> ExitCode { _exit(0); }, kLong), ExitCode::kProblem);
}

TEST(RunApart, WorksInAnotherProcess) {
  const pid_t here = getpid();
  EXPECT_EQ(*RunApart([&] { return getpid() == here ? ExitCode::kProblem : ExitCode::kOk; }, kLong),
            ExitCode::kOk);
}

TEST(RunApart, KillsWorkThatDoesNotEndInTime) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const absl::StatusOr<ExitCode> code = RunApart(
      [&]() -> ExitCode {
        for (;;) {
          pause();
        }
      },
      absl::Milliseconds(50));
  EXPECT_TRUE(absl::IsDeadlineExceeded(code.status()));
  EXPECT_EQ(code.status().message().find("not done within 50ms: "), 0U) << code.status();
  close(ends[1]);
  char byte;
  EXPECT_EQ(read(ends[0], &byte, 1), 0) << "nobody has the other end any more";
  close(ends[0]);
}

TEST(RunApart, EndsTheWorkWithTheProcessThatAwaitsIt) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t waiting = fork();
  if (waiting == 0) {
    RunApart(
        [&]() -> ExitCode {
          if (write(ends[1], "x", 1) != 1) _exit(1);
          for (;;) {
            pause();
          }
        },
        kLong)
        .IgnoreError();
    _exit(0);
  }
  close(ends[1]);
  char byte;
  ASSERT_EQ(read(ends[0], &byte, 1), 1) << "it works";
  kill(waiting, SIGINT);
  EXPECT_EQ(read(ends[0], &byte, 1), 0) << "nobody has the other end any more";
  waitpid(waiting, nullptr, 0);
  close(ends[0]);
}

}  // namespace
}  // namespace neuron
