#include "agent/container/container_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/container/container_host.h"
#include "tests/fakes/served_loop.h"

namespace neuron {
namespace {

using testing::HasSubstr;

const std::string kPath = EcsCgroup("t1", ContainerId('a'));

// It is told of at once, and then for 2.56 s, ever more slowly.
constexpr int kCallsOfOne = 9;

class ContainerWatchTest : public testing::Test {
 protected:
  void Start() {
    watch_->Start([this] { ++calls_; });
  }
  // Serves the loop until so many more calls have come.
  void Await(int count) {
    loop_.AwaitThat([this, all = calls_ + count] { return calls_ >= all; });
  }

  ContainerHost host_;
  ServedLoop loop_;
  int calls_ = 0;
  std::unique_ptr<ContainerWatch> watch_ =
      MakeContainerWatch(loop_.loop(), host_.cgroups(), absl::NotFoundError("no BTF"));
};

TEST_F(ContainerWatchTest, TellsThatOneCameAndWentAndAgainSoonAfter) {
  Start();
  EXPECT_TRUE(watch_->status().ok());
  host_.AddCgroup(kPath);
  EXPECT_EQ(calls_, 0);
  Await(1);
  // Now it rests.
  host_.tree().Remove("cgroup/ecstasks.slice");
  Await(kCallsOfOne);
}

TEST_F(ContainerWatchTest, IsSilentAboutOtherCgroups) {
  Start();
  host_.AddCgroup("/system.slice/cron.service");
  loop_.ServeFor(absl::Milliseconds(50));
  EXPECT_EQ(calls_, 0);
  host_.AddCgroup(kPath);
  Await(1);
}

TEST_F(ContainerWatchTest, LooksSoOftenHoweverManyComeAndGo) {
  Start();
  const absl::Duration began = loop_.loop()->Monotonic();
  for (int i = 0; i < 300; ++i) {
    host_.AddCgroup(EcsCgroup(absl::StrCat("task", i), ContainerId('b')));
    loop_.ServeFor(absl::Milliseconds(1));
  }
  // Of those that follow a look two come, after 20 and 40 ms, before the next.
  const double looks = (loop_.loop()->Monotonic() - began) / absl::Milliseconds(50);
  EXPECT_LE(calls_, 3 * (looks + 1));
  EXPECT_GE(calls_, 1);
  EXPECT_TRUE(watch_->status().ok()) << watch_->status();
}

TEST_F(ContainerWatchTest, ReportsWhyThereIsNoProbe) {
  ASSERT_EQ(watch_->Reports().size(), 2u);
  EXPECT_EQ(watch_->Reports()[0].status, absl::NotFoundError("no BTF"));
  EXPECT_THAT(watch_->Reports()[0].name, HasSubstr("cgroup_mkdir"));
}

TEST_F(ContainerWatchTest, SaysThatItHearsNothing) {
  host_.tree().Remove("cgroup");
  Start();
  EXPECT_TRUE(absl::IsFailedPrecondition(watch_->status()));
  EXPECT_THAT(std::string(watch_->status().message()), HasSubstr("--cgroup_root"));
  EXPECT_THAT(std::string(watch_->status().message()), HasSubstr("next regular look"));
}

TEST_F(ContainerWatchTest, SaysThatNotAllCanBeWatched) {
  // UBSan needs a descriptor for each type that it has not seen yet, this test among them.
  Loop* const loop = loop_.loop();
  const std::string root = host_.cgroups();
  rlimit before;
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit none = {0, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  auto watch = MakeContainerWatch(loop, root, absl::NotFoundError("no BTF"));
  setrlimit(RLIMIT_NOFILE, &before);
  watch_ = std::move(watch);
  Start();
  EXPECT_TRUE(absl::IsUnavailable(watch_->status()));
  EXPECT_THAT(std::string(watch_->status().message()), HasSubstr("max_user_watches"));
}

// A probe that says what a test wants.
class FakeEvents : public CgroupEvents {
 public:
  explicit FakeEvents(absl::Status drained) : drained_(std::move(drained)) {
    EXPECT_EQ(pipe(ends_), 0);
    EXPECT_EQ(write(ends_[1], "x", 1), 1);
  }
  ~FakeEvents() override {
    close(ends_[0]);
    close(ends_[1]);
  }
  int descriptor() const override { return ends_[0]; }
  absl::Status Drain(const std::function<void(const CgroupEvent&)>& take) override {
    char byte;
    if (drained_.ok() && read(ends_[0], &byte, 1) == 1) {
      take({});
    }
    return drained_;
  }
  std::uint64_t drops() const override { return 0; }
  std::vector<ProbeReport> Reports() const override {
    ProbeReport report;
    report.name = "fake";
    return {report};
  }

 private:
  const absl::Status drained_;
  int ends_[2];
};

TEST_F(ContainerWatchTest, HearsOfThemByTheProbe) {
  watch_ =
      MakeContainerWatch(loop_.loop(), "/nowhere", std::make_unique<FakeEvents>(absl::OkStatus()));
  Start();
  Await(2);
  EXPECT_TRUE(watch_->status().ok());
  EXPECT_EQ(watch_->Reports().at(0).name, "fake");
}

TEST_F(ContainerWatchTest, SaysThatTheProbeIsSilentNow) {
  watch_ = MakeContainerWatch(loop_.loop(), "/nowhere",
                              std::make_unique<FakeEvents>(absl::UnknownError("broken")));
  Start();
  // One last hint, and what follows it; the descriptor itself is not polled any more.
  Await(5);
  EXPECT_EQ(calls_, 5);
  EXPECT_THAT(std::string(watch_->status().message()), HasSubstr("broken; containers are seen"));
}

}  // namespace
}  // namespace neuron
