#include "agent/sink/drainer.h"

#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";

using Statuses = std::vector<InstanceStatus>;

int CountOf(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

class DrainerTest : public testing::Test {
 protected:
  DrainerTest() { Start(); }

  void Start(bool dry_run = false) {
    drainer_ = std::make_unique<Drainer>(
        Drainer::Options{folder_, dry_run},
        [this](auto found) {
          ++asked_;
          answers_.push_back(clock_.CallAfter(
              absl::ZeroDuration(), [this, found = std::move(found)] { found(target_); }));
        },
        [this](const EcsTarget&) -> absl::StatusOr<std::unique_ptr<EcsClient>> {
          return ecs_.MakeClient();
        },
        &clock_, [] { return 0.5; });
  }

  // Lets time pass with a snapshot of such health each 10 seconds.
  void Pass(NodeHealth health, absl::Duration time, bool proven = true) {
    Snapshot snapshot = ExampleSnapshot();
    snapshot.health = health;
    for (ChipState& chip : snapshot.chips) {
      chip.health = Sick(proven);
    }
    for (; time > absl::ZeroDuration(); time -= absl::Seconds(10)) {
      drainer_->Accept(snapshot);
      clock_.Advance(absl::Seconds(10));
    }
  }
  void BeImpaired(absl::Duration time) { Pass(NodeHealth::kImpaired, time); }
  void BeOk(absl::Duration time) { Pass(NodeHealth::kOk, time); }

  InstanceStatus& status() { return ecs_.StatusOf(kInstance); }
  std::string Problem() const { return std::string(drainer_->state().problem.message()); }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  TemporaryDirectory parent_;
  const std::string folder_ = parent_.Path("drain");
  absl::StatusOr<EcsTarget> target_ = EcsTarget{"prod", kInstance};
  // How often ECS was going to be asked.
  int asked_ = 0;
  std::vector<std::unique_ptr<Alarm>> answers_;
  std::unique_ptr<Drainer> drainer_;

 private:
  static ChipHealth Sick(bool proven) {
    ChipHealth health = HealthOf(Verdict::kBad, Word(Ailment::kDmaAbort), "something was read");
    health.signs.resize(2);
    health.signs[0].ailment = health.signs[1].ailment = Ailment::kDmaAbort;
    health.signs[0].source = proven ? SignSource::kSysfs : SignSource::kKernelLog;
    health.signs[1].source = SignSource::kKernelLog;
    return health;
  }
};

TEST_F(DrainerTest, AsksNothingAndWritesNothingUnlessTheHostIsProvenImpaired) {
  BeOk(absl::Hours(1));
  Pass(NodeHealth::kDegraded, absl::Hours(1));
  Pass(NodeHealth::kUnknown, absl::Hours(1));
  EXPECT_EQ(drainer_->state().why, "");
  Pass(NodeHealth::kImpaired, absl::Hours(1), /*proven=*/false);
  EXPECT_TRUE(absl::StrContains(drainer_->state().why, "by kernel_log alone"));
  EXPECT_EQ(asked_, 0);
  EXPECT_NE(access(folder_.c_str(), F_OK), 0);
}

TEST_F(DrainerTest, DrainsAnImpairedHostAndUndoesItWhenItIsOk) {
  testing::internal::CaptureStderr();
  BeImpaired(absl::Minutes(6));
  EXPECT_TRUE(absl::StrContains(drainer_->state().why, "to be drained once"));
  EXPECT_EQ(asked_, 0);
  BeImpaired(absl::Minutes(3));
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_TRUE(drainer_->state().drained_at.has_value());
  EXPECT_TRUE(absl::StrContains(drainer_->state().why, "drained by this agent at"));
  BeImpaired(absl::Hours(30));
  BeOk(absl::Minutes(14));
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(ecs_.status_writes(), Statuses{InstanceStatus::kDraining});
  BeOk(absl::Minutes(3));
  EXPECT_EQ(status(), InstanceStatus::kActive);
  EXPECT_FALSE(drainer_->state().drained_at.has_value());
  EXPECT_EQ(drainer_->state().why, "");
  BeOk(absl::Hours(2));
  EXPECT_EQ(asked_, 2);
  const std::string log = testing::internal::GetCapturedStderr();
  for (const char* once : {"event=instance_drained", "event=instance_undrained"}) {
    EXPECT_EQ(CountOf(log, once), 1) << log;
  }
  EXPECT_EQ(CountOf(log, "event=drain_decision"), 3) << log;
}

TEST_F(DrainerTest, RemembersItsDrainOverARestart) {
  BeImpaired(absl::Minutes(9));
  Start();
  EXPECT_EQ(asked_, 1);
  BeImpaired(absl::Hours(1));
  EXPECT_EQ(asked_, 2) << "whether it stands";
  BeOk(absl::Minutes(17));
  EXPECT_EQ(status(), InstanceStatus::kActive);
  Start();
  BeOk(absl::Hours(1));
  EXPECT_EQ(asked_, 3) << "there is nothing to remember";
}

TEST_F(DrainerTest, NeverTouchesWhatSomebodyElseDrained) {
  status() = InstanceStatus::kDraining;
  BeImpaired(absl::Hours(1));
  EXPECT_TRUE(absl::StrContains(drainer_->state().why, "somebody else"));
  Start();
  BeOk(absl::Hours(1));
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_TRUE(ecs_.status_writes().empty());
}

TEST_F(DrainerTest, ForgetsADrainThatSomebodyElseUndid) {
  BeImpaired(absl::Minutes(9));
  status() = InstanceStatus::kActive;
  BeOk(absl::Minutes(20));
  // And somebody drains it for reasons of their own.
  status() = InstanceStatus::kDraining;
  BeOk(absl::Hours(1));
  Start();
  BeOk(absl::Hours(1));
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_EQ(ecs_.status_writes(), Statuses{InstanceStatus::kDraining});
}

TEST_F(DrainerTest, WritesItDownBeforeEcsIsTold) {
  // After the question, and before the word.
  const auto silence =
      clock_.CallAfter(absl::Minutes(7) + absl::Milliseconds(5), [this] { ecs_.set_silent(true); });
  BeImpaired(absl::Minutes(8));
  EXPECT_EQ(ecs_.status_writes().size(), 1u);
  EXPECT_EQ(status(), InstanceStatus::kActive);
  EXPECT_TRUE(absl::StrContains(ReadFile(folder_ + "/drain").value_or(""), kInstance));
}

TEST_F(DrainerTest, DoesNotDoWhatCannotBeWrittenDown) {
  ASSERT_TRUE(ReplaceFile(folder_, "a file", 0600).ok());
  BeImpaired(absl::Minutes(20));
  EXPECT_TRUE(ecs_.status_writes().empty());
  EXPECT_TRUE(absl::StrContains(Problem(), folder_)) << Problem();
  unlink(folder_.c_str());
  BeImpaired(absl::Minutes(20));
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_EQ(Problem(), "");
}

TEST_F(DrainerTest, DoesNothingWhereItIsNotKnownWhatWasDone) {
  ASSERT_EQ(mkdir(folder_.c_str(), 0700), 0);
  ASSERT_TRUE(ReplaceFile(folder_ + "/drain", "garbage", 0600).ok());
  testing::internal::CaptureStderr();
  Start();
  BeImpaired(absl::Hours(2));
  BeOk(absl::Hours(2));
  EXPECT_EQ(asked_, 0);
  EXPECT_TRUE(absl::StrContains(Problem(), folder_ + "/drain")) << Problem();
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(CountOf(log, "event=drain_problem"), 1) << log;
}

TEST_F(DrainerTest, TriesAgainAfterAFailureAndSaysItOnce) {
  testing::internal::CaptureStderr();
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  BeImpaired(absl::Hours(2));
  EXPECT_EQ(Problem(), "ECS says no");
  EXPECT_GT(asked_, 5);
  EXPECT_LT(asked_, 60) << "slower and slower";
  EXPECT_TRUE(ecs_.status_writes().empty());
  ecs_.FailAlways(absl::nullopt);
  BeImpaired(absl::Minutes(10));
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_EQ(Problem(), "");
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(CountOf(log, "event=drain_problem"), 1) << log;
  EXPECT_EQ(CountOf(log, "event=drain_ok"), 1) << log;
}

TEST_F(DrainerTest, ClaimsNothingThatEcsRefused) {
  const auto refuse = clock_.CallAfter(absl::Minutes(7) + absl::Milliseconds(15),
                                       [this] { ecs_.FailAlways(EcsErrorKind::kAccessDenied); });
  BeImpaired(absl::Minutes(8));
  ASSERT_EQ(ecs_.status_writes().size(), 1u);
  ecs_.FailAlways(absl::nullopt);
  status() = InstanceStatus::kDraining;
  BeImpaired(absl::Minutes(30));
  BeOk(absl::Hours(1));
  EXPECT_EQ(status(), InstanceStatus::kDraining) << "it was somebody else's word";
}

TEST_F(DrainerTest, UndoesADrainWhoseAnswerWasLost) {
  const auto lose = clock_.CallAfter(absl::Minutes(7) + absl::Milliseconds(15), [this] {
    ecs_.FailNext(EcsErrorKind::kRetry);
    status() = InstanceStatus::kDraining;
  });
  BeImpaired(absl::Minutes(8));
  EXPECT_EQ(ecs_.status_writes().size(), 1u);
  BeOk(absl::Minutes(20));
  EXPECT_EQ(status(), InstanceStatus::kActive);
}

TEST_F(DrainerTest, ForgetsAProblemThatIsInNobodysWayAnyMore) {
  target_ = absl::UnavailableError("the ECS agent is down");
  BeImpaired(absl::Minutes(9));
  EXPECT_EQ(Problem(), "the ECS agent is down");
  BeOk(absl::Minutes(11));
  EXPECT_EQ(Problem(), "");
  EXPECT_EQ(drainer_->state().why, "");
}

TEST_F(DrainerTest, TellsInADryRunWhatItWouldDoAndDoesNothing) {
  Start(/*dry_run=*/true);
  testing::internal::CaptureStderr();
  BeImpaired(absl::Hours(3));
  EXPECT_EQ(asked_, 1);
  EXPECT_TRUE(absl::StrContains(drainer_->state().why, "dry run: to be drained"));
  BeOk(absl::Hours(1));
  EXPECT_TRUE(ecs_.status_writes().empty());
  EXPECT_NE(access(folder_.c_str(), F_OK), 0);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(CountOf(log, "event=would_drain_instance"), 1) << log;
}

TEST_F(DrainerTest, UndoesNothingInADryRun) {
  BeImpaired(absl::Minutes(9));
  const std::string kept = ReadFile(folder_ + "/drain").value_or("");
  Start(/*dry_run=*/true);
  testing::internal::CaptureStderr();
  BeOk(absl::Hours(1));
  EXPECT_EQ(CountOf(testing::internal::GetCapturedStderr(), "event=would_undrain_instance"), 1);
  EXPECT_EQ(status(), InstanceStatus::kDraining);
  EXPECT_EQ(ReadFile(folder_ + "/drain").value_or(""), kept);
}

TEST_F(DrainerTest, MayEndWhileAnAnswerIsAwaited) {
  ecs_.set_silent(true);
  BeImpaired(absl::Minutes(20));
  EXPECT_EQ(asked_, 1) << "one question at a time";
  drainer_ = nullptr;
  clock_.Advance(absl::Hours(1));
}

}  // namespace
}  // namespace neuron
