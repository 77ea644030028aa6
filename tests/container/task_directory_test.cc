#include "agent/container/task_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kArn[] = "arn:aws:ecs:us-east-1:1:task/prod/0a";

// An ECS agent that says the same again and again, after 10 ms.
class FakeEcsAgent : public HttpTransport {
 public:
  explicit FakeEcsAgent(Clock* clock) : clock_(clock) {}

  void Send(HttpRequest request, Callback callback) override {
    const bool is_tasks = absl::EndsWith(request.url, "/v1/tasks");
    if (is_tasks) {
      asked_at_.push_back(clock_->Monotonic());
    }
    deliveries_.push_back(
        clock_->CallAfter(absl::Milliseconds(10), [this, is_tasks, callback = std::move(callback)] {
          HttpResponse response;
          response.status = 200;
          response.body = is_tasks ? "{\"Tasks\":[" + tasks_ + "]}"
                                   : R"({"Cluster":"prod","ContainerInstanceArn":)"
                                     R"("arn:aws:ecs:us-east-1:1:container-instance/prod/0c"})";
          callback(is_up_ ? absl::StatusOr<HttpResponse>(response)
                          : absl::UnavailableError("connect: Connection refused"));
        }));
  }

  void Tell(const std::string& status, const std::string& docker_id = "a") {
    tasks_ = std::string(R"({"Arn":")") + kArn + R"(","KnownStatus":")" + status +
             R"(","Family":"train","Version":"7","Containers":[{"DockerId":")" + docker_id +
             R"(","Name":"main"}]})";
  }
  void set_up(bool up) { is_up_ = up; }

  // When it was asked for its tasks.
  const std::vector<absl::Duration>& asked_at() const { return asked_at_; }

 private:
  Clock* const clock_;
  std::string tasks_;
  bool is_up_ = true;
  std::vector<absl::Duration> asked_at_;
  std::vector<std::unique_ptr<Alarm>> deliveries_;
};

class TaskDirectoryTest : public testing::Test {
 protected:
  void Start() {
    directory_ =
        std::make_unique<TaskDirectory>(&introspection_, nullptr, &clock_, [this] { ++changes_; });
    clock_.Advance(absl::Milliseconds(100));
  }

  // A look that finds these; told of all of them.
  ContainerScan See(const std::vector<std::string>& ids) {
    ContainerScan scan;
    scan.taken_at = clock_.Now();
    for (const std::string& id : ids) {
      Container container;
      container.id = id;
      container.seen_at = clock_.Now();
      scan.containers.push_back(container);
    }
    directory_->Attribute(&scan);
    return scan;
  }

  // How often it is asked in the next `time`.
  std::size_t QuestionsIn(absl::Duration time) {
    const std::size_t before = agent_.asked_at().size();
    clock_.Advance(time);
    return agent_.asked_at().size() - before;
  }

  FakeClock clock_;
  FakeEcsAgent agent_{&clock_};
  Introspection introspection_{"http://localhost:51678", &agent_};
  int changes_ = 0;
  std::unique_ptr<TaskDirectory> directory_;
};

TEST_F(TaskDirectoryTest, AsksAtOnceAndSaysWhenItWasTold) {
  agent_.Tell("RUNNING");
  const absl::Time start = clock_.Now();
  Start();
  EXPECT_TRUE(directory_->word().silence.ok());
  EXPECT_EQ(directory_->word().told_at, start);
  EXPECT_EQ(directory_->word().target->cluster, "prod");
  EXPECT_EQ(directory_->StatusOf(kArn), TaskStatus::kRunning);
  EXPECT_EQ(directory_->StatusOf("another"), absl::nullopt);
  EXPECT_EQ(changes_, 2) << "who the host is, and its tasks";
}

TEST_F(TaskDirectoryTest, KnowsOfAPendingTaskWithinTwoSeconds) {
  agent_.Tell("RUNNING");
  Start();
  EXPECT_EQ(QuestionsIn(absl::Minutes(1)), 30u);
  agent_.Tell("PENDING");
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(directory_->StatusOf(kArn), TaskStatus::kPending);
}

TEST_F(TaskDirectoryTest, RemembersSinceWhenATaskIsPending) {
  agent_.Tell("PENDING");
  const absl::Time start = clock_.Now();
  Start();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(directory_->word().pending_since.at(kArn), start);
  agent_.Tell("RUNNING");
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(directory_->word().pending_since, IsEmpty());
}

TEST_F(TaskDirectoryTest, AsksSoonAboutANewContainer) {
  Start();
  clock_.Advance(absl::Seconds(1));
  agent_.Tell("RUNNING", "b");
  EXPECT_TRUE(See({"b"}).containers[0].task.is_unknown());
  clock_.Advance(absl::Milliseconds(20));
  EXPECT_EQ(See({"b"}).containers[0].task.value().arn, kArn);
}

TEST_F(TaskDirectoryTest, AsksAtMostOnceASecond) {
  Start();
  for (int i = 0; i < 100; ++i) {
    See({std::to_string(i)});
    clock_.Advance(absl::Milliseconds(100));
  }
  const std::vector<absl::Duration>& asked = agent_.asked_at();
  EXPECT_GE(asked.size(), 5u);
  for (std::size_t i = 1; i < asked.size(); ++i) {
    EXPECT_GE(asked[i] - asked[i - 1], absl::Seconds(1));
  }
}

TEST_F(TaskDirectoryTest, AsksSoonAgainForOneThatComesDuringAQuestion) {
  directory_ = std::make_unique<TaskDirectory>(&introspection_, nullptr, &clock_, [] {});
  See({"b"});
  clock_.Advance(absl::Milliseconds(20));
  EXPECT_EQ(QuestionsIn(absl::Seconds(1)), 1u);
}

TEST_F(TaskDirectoryTest, AsksSoonOnlyOnceForOneContainer) {
  Start();
  See({"plain"});
  EXPECT_EQ(QuestionsIn(absl::Seconds(1)), 1u);
  See({"plain"});
  EXPECT_EQ(QuestionsIn(absl::Milliseconds(1800)), 0u);
}

TEST_F(TaskDirectoryTest, ForgetsStrangersThatHaveGone) {
  Start();
  See({"plain"});
  clock_.Advance(absl::Seconds(1));
  See({});
  See({"plain"});
  EXPECT_EQ(QuestionsIn(absl::Seconds(1)), 1u);
}

TEST_F(TaskDirectoryTest, KeepsTheLastAnswerWhileTheAgentIsDown) {
  agent_.Tell("RUNNING");
  Start();
  const absl::Time told_at = directory_->word().told_at;
  agent_.set_up(false);
  clock_.Advance(absl::Minutes(30));
  EXPECT_EQ(directory_->StatusOf(kArn), TaskStatus::kRunning);
  EXPECT_EQ(directory_->word().told_at, told_at);
  EXPECT_THAT(std::string(directory_->word().silence.message()), HasSubstr("systemctl status ecs"));
  EXPECT_EQ(See({"a"}).containers[0].told_at, told_at);
  EXPECT_EQ(changes_, 3);
  agent_.set_up(true);
  clock_.Advance(absl::Seconds(61));
  EXPECT_TRUE(directory_->word().silence.ok());
  EXPECT_EQ(changes_, 4);
}

TEST_F(TaskDirectoryTest, AsksEverMoreRarelyWhileTheAgentIsDown) {
  agent_.set_up(false);
  Start();
  EXPECT_LE(QuestionsIn(absl::Seconds(60)), 6u);
  See({"new"});
  EXPECT_LE(QuestionsIn(absl::Minutes(30)), 31u);
  EXPECT_GE(QuestionsIn(absl::Minutes(30)), 29u);
}

TEST_F(TaskDirectoryTest, TellsOfChangesOnly) {
  agent_.Tell("PENDING");
  Start();
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(changes_, 2);
  agent_.Tell("STOPPED");
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(changes_, 3);
  EXPECT_EQ(directory_->StatusOf(kArn), TaskStatus::kStopped);
}

TEST_F(TaskDirectoryTest, DropsTheQuestionWhenDestroyed) {
  agent_.Tell("RUNNING");
  directory_ = std::make_unique<TaskDirectory>(&introspection_, nullptr, &clock_, [] { FAIL(); });
  directory_.reset();
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(agent_.asked_at().size(), 1u);
}

}  // namespace
}  // namespace neuron
