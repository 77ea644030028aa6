#include "agent/workload/sight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

TEST(CheckCapabilities, NeedsPtraceAndOneToReadEveryDirectory) {
  const struct {
    const char* status;
    StatusCode code;
  } cases[] = {
      {"Name:\tx\nCapEff:\t000001ffffffffff\nCapBnd:\t0\n", StatusCode::kOk},
      // CAP_SYS_PTRACE with CAP_DAC_READ_SEARCH, or with CAP_DAC_OVERRIDE.
      {"CapEff:\t0000000000080004\n", StatusCode::kOk},
      {"CapEff:\t0000000000080002\n", StatusCode::kOk},
      {"CapEff:\t0000000000080000\n", StatusCode::kPermissionDenied},
      {"CapEff:\t0000000000000006\n", StatusCode::kPermissionDenied},
      {"CapEff:\t0000000000000000\n", StatusCode::kPermissionDenied},
      // Permitted is not effective.
      {"CapPrm:\t000001ffffffffff\nCapEff:\t0000000000000000\n", StatusCode::kPermissionDenied},
      {"CapPrm:\t000001ffffffffff\nCapBnd:\t000001ffffffffff\n", StatusCode::kDataLoss},
      {"CapEff:\n", StatusCode::kDataLoss},
      {"CapEff:\tgarbage\n", StatusCode::kDataLoss},
      {"CapEff:\t1000001ffffffffff0\n", StatusCode::kDataLoss},
      {"", StatusCode::kDataLoss},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(CheckCapabilities(c.status).code(), c.code) << c.status;
  }
}

TEST(CheckCapabilities, NamesWhatLacksAndTheCure) {
  const absl::Status ptrace = CheckCapabilities("CapEff:\t0000000000000006\n");
  EXPECT_THAT(std::string(ptrace.message()), HasSubstr("CAP_SYS_PTRACE"));
  EXPECT_THAT(std::string(ptrace.message()), HasSubstr("run it as root"));
  const absl::Status search = CheckCapabilities("CapEff:\t0000000000080000\n");
  EXPECT_THAT(std::string(search.message()), HasSubstr("CAP_DAC_READ_SEARCH"));
  EXPECT_THAT(std::string(search.message()), HasSubstr("run it as root"));
}

TEST(CheckSight, NeedsBothTheNamespaceAndTheCapabilities) {
  FakeProc proc;
  EXPECT_TRUE(CheckSight(proc.path()).ok());
  proc.SetStatus("CapEff:\t0000000000000000\n");
  EXPECT_EQ(CheckSight(proc.path()).code(), StatusCode::kPermissionDenied);
  proc.tree().Remove("proc/self/status");
  EXPECT_EQ(CheckSight(proc.path()).code(), StatusCode::kNotFound);
  FakeProc inside;
  inside.SetPidNamespace("pid:[1]");
  EXPECT_EQ(CheckSight(inside.path()).code(), StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace neuron
