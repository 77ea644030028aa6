// What ContainerWatch does where a directory does not answer.

#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/match.h"
#include "agent/container/container_watch.h"
#include "tests/container/container_host.h"
#include "tests/fakes/served_loop.h"
#include "tests/fakes/unanswered_mount.h"

namespace neuron {
namespace {

class ContainerWatchStuckTest : public testing::Test {
 protected:
  ContainerHost host_;
  std::unique_ptr<UnansweredMount> mount_;
  ServedLoop loop_;
  int calls_ = 0;
  std::unique_ptr<ContainerWatch> watch_ =
      MakeContainerWatch(loop_.loop(), host_.cgroups(), absl::NotFoundError("no BTF"));
};

TEST_F(ContainerWatchStuckTest, LeavesTheLoopAloneAndSaysSoUntilTheLookIsBack) {
  watch_->Start([this] { ++calls_; });
  EXPECT_TRUE(watch_->status().ok()) << watch_->status();
  mount_ = std::make_unique<UnansweredMount>(host_.cgroups() + "/stuck");
  if (!mount_->is_there()) {
    GTEST_SKIP() << "SKIPPED: needs root and /dev/fuse";
  }
  loop_.AwaitThat([this] { return !watch_->status().ok(); });
  EXPECT_TRUE(absl::IsDeadlineExceeded(watch_->status())) << watch_->status();
  EXPECT_TRUE(absl::StrContains(watch_->status().message(), "next regular look"));

  mount_ = nullptr;
  loop_.AwaitThat([this] { return !absl::IsDeadlineExceeded(watch_->status()); });
  host_.AddCgroup(EcsCgroup("t1", ContainerId('a')));
  loop_.AwaitThat([this] { return calls_ > 0; });
}

TEST_F(ContainerWatchStuckTest, MayGoMeanwhile) {
  watch_->Start([this] { ++calls_; });
  mount_ = std::make_unique<UnansweredMount>(host_.cgroups() + "/stuck");
  if (!mount_->is_there()) {
    GTEST_SKIP() << "SKIPPED: needs root and /dev/fuse";
  }
  loop_.ServeFor(absl::Milliseconds(20));
  watch_ = nullptr;
  EXPECT_EQ(calls_, 0);
}

}  // namespace
}  // namespace neuron
