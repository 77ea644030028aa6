#include "agent/docker/docker_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_docker.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string kA(64, 'a');
const std::string kB(64, 'b');
constexpr char kDevice[] = R"(,"HostConfig":{"Devices":[{"PathOnHost":"/dev/neuron3"}]})";

class DockerWatchTest : public testing::Test {
 protected:
  void Start() {
    watch_ = std::make_unique<DockerWatch>(&engine_, &clock_, [this] { ++changes_; });
    clock_.Advance(absl::Milliseconds(100));
  }

  DockerState StateOf(const std::string& id) const {
    return watch_->word().containers.at(id).state;
  }

  FakeClock clock_;
  FakeDocker docker_{&clock_};
  DockerEngine engine_{"/var/run/docker.sock", &docker_};
  int changes_ = 0;
  std::unique_ptr<DockerWatch> watch_;
};

TEST_F(DockerWatchTest, KnowsNothingBeforeTheFirstAnswer) {
  DockerWord word;
  EXPECT_FALSE(word.sight.ok());
  EXPECT_EQ(word.told_at, absl::InfinitePast());
}

TEST_F(DockerWatchTest, StartsWithWhatThereIs) {
  docker_.Set(kA, "running");
  docker_.Set(kB, "created", kDevice);
  const absl::Time start = clock_.Now();
  Start();
  EXPECT_TRUE(watch_->word().sight.ok());
  EXPECT_EQ(watch_->word().told_at, start);
  EXPECT_EQ(StateOf(kA), DockerState::kRunning);
  EXPECT_EQ(watch_->word().containers.at(kB).devices.at(0), "/dev/neuron3");
  EXPECT_EQ(changes_, 1);
}

TEST_F(DockerWatchTest, SeesACreatedContainerWithinASecond) {
  Start();
  clock_.Advance(absl::Seconds(20));
  docker_.Set(kA, "created", kDevice);
  clock_.Advance(absl::Milliseconds(1050));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
}

TEST_F(DockerWatchTest, FollowsAContainerToItsEnd) {
  docker_.Set(kA, "created");
  Start();
  docker_.Set(kA, "running");
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(StateOf(kA), DockerState::kRunning);
  docker_.Set(kA, "exited");
  clock_.Advance(absl::Seconds(2));
  EXPECT_THAT(watch_->word().containers, IsEmpty());
  EXPECT_EQ(changes_, 3);
}

TEST_F(DockerWatchTest, AsksLittleWhileNothingHappens) {
  docker_.Set(kA, "running");
  Start();
  clock_.Advance(absl::Seconds(10));
  EXPECT_EQ(docker_.Count("/events"), 10);
  EXPECT_LE(docker_.Count("/containers/json"), 2) << "the first, and one for its own event";
  EXPECT_EQ(docker_.Count("/containers/a"), 1);
  EXPECT_GE(watch_->word().told_at, clock_.Now() - absl::Seconds(2));
  EXPECT_EQ(changes_, 1);
}

TEST_F(DockerWatchTest, FindsWhatNoEventToldOfWithinAMinute) {
  Start();
  docker_.SetQuietly(kA, "created");
  clock_.Advance(absl::Seconds(30));
  EXPECT_THAT(watch_->word().containers, IsEmpty());
  clock_.Advance(absl::Seconds(31));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
}

TEST_F(DockerWatchTest, LooksWhenTheClockWasSetBack) {
  Start();
  clock_.Advance(absl::Seconds(5));
  docker_.SetQuietly(kA, "created");
  clock_.JumpWall(-absl::Hours(1));
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
}

TEST_F(DockerWatchTest, LooksAtOnceWhenTold) {
  Start();
  docker_.SetQuietly(kA, "created");
  watch_->Look();
  clock_.Advance(absl::Milliseconds(5));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
}

TEST_F(DockerWatchTest, LooksAgainWhenToldDuringALook) {
  docker_.Set(kB, "created");
  Start();
  watch_->Look();
  // Now the list is there, and kB is being inspected.
  clock_.Advance(absl::Milliseconds(1));
  docker_.SetQuietly(kA, "created");
  watch_->Look();
  clock_.Advance(absl::Milliseconds(10));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
}

TEST_F(DockerWatchTest, LearnsThatAStartHasFailed) {
  docker_.Set(kA, "created", kDevice);
  Start();
  // No event tells of that. The later one of two members counts.
  docker_.SetQuietly(kA, "created", R"(,"State":{"Status":"created","Error":"no such device"})");
  clock_.Advance(absl::Seconds(11));
  EXPECT_EQ(watch_->word().containers.at(kA).start_error, "no such device");
}

TEST_F(DockerWatchTest, KeepsTheLastWordWhileDockerIsDown) {
  docker_.Set(kA, "created", kDevice);
  Start();
  clock_.Advance(absl::Seconds(5));
  const absl::Time told_at = watch_->word().told_at;
  docker_.Fail(absl::UnavailableError("connect: Connection refused"));
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(StateOf(kA), DockerState::kCreated);
  EXPECT_EQ(watch_->word().told_at, told_at);
  EXPECT_THAT(std::string(watch_->word().sight.message()), HasSubstr("systemctl status docker"));
  EXPECT_EQ(changes_, 2) << "once for the containers, once for the silence";

  docker_.Fail(absl::OkStatus());
  docker_.Remove(kA);
  clock_.Advance(absl::Seconds(61));
  EXPECT_TRUE(watch_->word().sight.ok());
  EXPECT_THAT(watch_->word().containers, IsEmpty());
}

TEST_F(DockerWatchTest, AsksEverMoreRarelyWhileDockerIsDown) {
  docker_.Fail(absl::UnavailableError("connect: Connection refused"));
  Start();
  clock_.Advance(absl::Hours(1));
  EXPECT_LE(docker_.questions().size(), 68u);
  EXPECT_GE(docker_.questions().size(), 55u);
}

TEST_F(DockerWatchTest, SaysSoWhereAContainerCannotBeUnderstood) {
  docker_.Set(kA, "running");
  docker_.Set(kB, "running", R"(,"Created":"yesterday")");
  Start();
  EXPECT_TRUE(absl::IsDataLoss(watch_->word().sight));
  EXPECT_EQ(watch_->word().containers.count(kA), 1u);
  EXPECT_EQ(watch_->word().containers.count(kB), 0u);
}

TEST_F(DockerWatchTest, DropsEverythingWhenDestroyed) {
  Start();
  watch_->Look();
  watch_.reset();
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(changes_, 1);
}

}  // namespace
}  // namespace neuron
