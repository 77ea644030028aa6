#include "tests/simulator/driver/process.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace neuron::sim {
namespace {

TEST(ProcessOf, FindsTheLeaderOfAThread) {
  Process process;
  std::thread([&process] { process = ProcessOf(gettid()); }).join();
  EXPECT_EQ(process.pid, getpid());
  EXPECT_FALSE(process.own);
}

TEST(ProcessOf, KnowsADescendantAndItsName) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_NAME, "train");
    if (write(ends[1], "r", 1) == 1) pause();
    _exit(1);
  }
  char ready = 0;
  ASSERT_EQ(read(ends[0], &ready, 1), 1);
  const Process process = ProcessOf(child);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(process.pid, child);
  EXPECT_EQ(process.comm, "train");
  EXPECT_TRUE(process.own);
}

TEST(ProcessOf, HasPid0ForWhatIsNotThere) { EXPECT_EQ(ProcessOf(0).pid, 0); }

}  // namespace
}  // namespace neuron::sim
