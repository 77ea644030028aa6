#include "agent/base/pid_namespace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(CheckHostPids, IsOkInTheHostsOwnNamespace) {
  const FakeProc proc;
  EXPECT_TRUE(CheckHostPids(proc.path()).ok());
}

TEST(CheckHostPids, NamesTheCureInAnother) {
  FakeProc proc;
  proc.SetPidNamespace("pid:[4026532000]");
  const absl::Status status = CheckHostPids(proc.path());
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("pid:[4026532000]"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("pidMode: host"));
}

TEST(CheckHostPids, FailsIfItCannotTell) {
  FakeProc proc;
  proc.tree().Remove("proc/self");
  const absl::Status status = CheckHostPids(proc.path());
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr(proc.path()));
}

}  // namespace
}  // namespace neuron
