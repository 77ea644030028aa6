// A file of the kernel that tells its readers as sysfs does (kernfs): cgroup.events of a cgroup,
// which says when the first process comes and the last one goes. Needs root.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/device/firmware_event_watch.h"
#include "tests/container/real_cgroup.h"
#include "tests/fakes/served_loop.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::IsEmpty;

class FirmwareEventWatchKernelTest : public testing::Test {
 protected:
  void SetUp() override {
    if (hierarchy_.empty()) {
      GTEST_SKIP() << "needs root and cgroups of version 2";
    }
    watch_->Start([this](int chip) {
      EXPECT_EQ(chip, 5);
      ++calls_;
    });
  }

  std::string Path() const { return absl::StrCat(hierarchy_, "/", name_, "/cgroup.events"); }

  // How often it was called since this was asked last, once the kernel is at rest.
  int Calls() {
    // The kernel itself tells of one cgroup's changes every 10 ms at most.
    loop_.ServeFor(absl::Milliseconds(50));
    return std::exchange(calls_, 0);
  }

  const std::string hierarchy_ = RealHierarchy("unified");
  const std::string name_ = absl::StrCat("firmware-events-", getpid());
  ServedLoop loop_;
  int calls_ = 0;
  std::unique_ptr<FirmwareEventSource> watch_ = MakeFirmwareEventWatch(loop_.loop());
};

TEST_F(FirmwareEventWatchKernelTest, HearsOfEachChangeThoughNobodyReads) {
  const RealCgroup cgroup(hierarchy_, name_);
  watch_->Follow({{5, Path()}});
  EXPECT_EQ(watch_->status(), absl::OkStatus());
  EXPECT_EQ(Calls(), 1) << "a new file";
  for (int i = 0; i < 3; ++i) {
    {
      const Child child([] {});
      cgroup.Add(child.pid());
      EXPECT_EQ(Calls(), 1) << "came";
      watch_->Follow({{5, Path()}});
      EXPECT_EQ(Calls(), 0) << "is followed already";
    }
    EXPECT_EQ(Calls(), 1) << "went";
  }
}

TEST_F(FirmwareEventWatchKernelTest, TakesAFileThatWasMadeAnew) {
  {
    const RealCgroup cgroup(hierarchy_, name_);
    watch_->Follow({{5, Path()}});
    EXPECT_EQ(Calls(), 1);
  }
  EXPECT_EQ(Calls(), 0) << "silent once it is gone";
  const RealCgroup again(hierarchy_, name_);
  watch_->Follow({{5, Path()}});
  EXPECT_EQ(Calls(), 1);
  const Child child([] {});
  again.Add(child.pid());
  EXPECT_EQ(Calls(), 1);
}

}  // namespace
}  // namespace neuron
