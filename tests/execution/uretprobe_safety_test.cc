#include "agent/execution/uretprobe_safety.h"

#include <gtest/gtest.h>
#include <sys/utsname.h>

#include <string>

#include "absl/strings/match.h"
#include "probes/nrt_calls.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/nrt_caller.h"

namespace neuron {
namespace {

bool IsSafe(absl::string_view release) {
  const absl::Status status = CheckUretprobes(release, "x86_64");
  EXPECT_TRUE(status.ok() || absl::IsFailedPrecondition(status)) << status;
  return status.ok();
}

TEST(CheckUretprobes, TakesKernelsWithoutTheSystemCall) {
  for (const char* release :
       {"5.10.220-209.869.amzn2.x86_64", "5.15.0-1072-aws", "6.1.0-28-cloud-amd64",
        "6.1.158-178.288.amzn2023.x86_64", "6.8.0-1021-aws", "6.10.14"}) {
    EXPECT_TRUE(IsSafe(release)) << release;
  }
}

TEST(CheckUretprobes, RefusesKernelsThatKill) {
  for (const char* release :
       {"6.11.0-29-generic", "6.11", "6.11-rc1", "6.12", "6.12.0-55.el10.x86_64", "6.12.13",
        "6.12.6-amd64", "6.13.0", "6.13.2-1-default", "6.14.0-rc1", "6.14-rc1"}) {
    EXPECT_FALSE(IsSafe(release)) << release;
  }
}

TEST(CheckUretprobes, TakesKernelsWithTheFix) {
  for (const char* release : {"6.12.14", "6.12.22-27.96.amzn2023.x86_64", "6.12.57+deb13-amd64",
                              "6.13.3", "6.13.7-200.fc41.x86_64", "6.14.0-15-generic", "6.14.1",
                              "6.18.44-fc", "6.15.0-rc1", "7.0.0", "10.0"}) {
    EXPECT_TRUE(IsSafe(release)) << release;
  }
}

TEST(CheckUretprobes, RefusesWhatItDoesNotUnderstand) {
  for (const char* release : {"", "six", "6", "6.", "6.x", "6.12.x", "99999999999.1", "-6.1"}) {
    EXPECT_FALSE(IsSafe(release)) << release;
  }
}

TEST(CheckUretprobes, SaysWhyAndWhatToDo) {
  const std::string old(CheckUretprobes("6.11.0-29-generic", "x86_64").message());
  EXPECT_TRUE(absl::StrContains(old, "6.11.0-29-generic")) << old;
  EXPECT_TRUE(absl::StrContains(old, "seccomp")) << old;
  EXPECT_TRUE(absl::StrContains(old, "--trace=executions")) << old;
  const std::string strange(CheckUretprobes("six", "x86_64").message());
  EXPECT_TRUE(absl::StrContains(strange, "\"six\"")) << strange;
}

TEST(CheckUretprobes, TakesOtherMachines) {
  EXPECT_TRUE(CheckUretprobes("6.11.0", "aarch64").ok());
}

// The judgement held against the kernel that the test runs on.
TEST(CheckUretprobes, IsRightOfThisKernel) {
  const auto calls = NrtCalls::Load();
  if (IsMachinesLack(calls.status())) {
    GTEST_SKIP() << calls.status();
  }
  ASSERT_TRUE(calls.ok()) << calls.status();
  utsname kernel;
  ASSERT_EQ(uname(&kernel), 0);
  const auto library = calls.value()->Attach(kScriptedLibnrt).value();
  NrtCaller caller;
  ASSERT_EQ(caller.Tell(std::string("open ") + kScriptedLibnrt), "ok");
  const auto process =
      calls.value()->Follow(caller.pid(), caller.start_ticks(), {library.get()}).value();
  ASSERT_EQ(caller.Tell("strict"), "ok");
  const bool survived = caller.Tell("execute 10 0") == "ok";
  if (CheckUretprobes(kernel.release, kernel.machine).ok()) {
    EXPECT_TRUE(survived) << kernel.release;
    EXPECT_EQ(process->Read().calls[NRT_EXECUTE].calls, 10u);
  }
}

}  // namespace
}  // namespace neuron
