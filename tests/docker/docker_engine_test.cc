#include "agent/docker/docker_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kId(64, 'a');
const std::vector<HttpHeader> kDocker = {{"Api-Version", "1.41"}};

class DockerEngineTest : public testing::Test {
 protected:
  using Listed = absl::StatusOr<std::map<std::string, DockerState>>;

  Listed ListFor(absl::StatusOr<HttpResponse> answer) {
    transport_.Answer(std::move(answer));
    return List();
  }
  Listed ListFor(int status, const std::string& body,
                 const std::vector<HttpHeader>& headers = kDocker) {
    transport_.Answer(status, body, headers);
    return List();
  }
  Listed List() {
    Listed result = absl::UnknownError("not called");
    engine_->List([&](Listed list) { result = std::move(list); });
    EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  static std::string MessageOf(const Listed& list) { return std::string(list.status().message()); }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  std::unique_ptr<DockerEngine> engine_ =
      std::make_unique<DockerEngine>("/var/run/docker.sock", &transport_);
};

TEST_F(DockerEngineTest, ListsWhatHasNotEnded) {
  const Listed list = ListFor(200, R"([{"Id":")" + kId + R"(","State":"created"}])");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->at(kId), DockerState::kCreated);
  const HttpRequest& request = transport_.requests().at(0);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url,
            "unix:/var/run/docker.sock:/containers/json?all=1&filters=%7B%22status%22%3A%5B%22"
            "created%22%2C%22running%22%2C%22paused%22%2C%22restarting%22%5D%7D");
}

TEST_F(DockerEngineTest, InspectsOne) {
  transport_.Answer(
      200,
      R"({"Id":")" + kId + R"(","Created":"2026-11-22T04:29:14Z","State":{"Status":"running"}})",
      kDocker);
  absl::StatusOr<DockerContainer> result = absl::UnknownError("not called");
  engine_->Inspect(kId, [&](auto container) { result = std::move(container); });
  clock_.Advance(absl::Seconds(1));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->state, DockerState::kRunning);
  EXPECT_EQ(transport_.requests().at(0).url,
            "unix:/var/run/docker.sock:/containers/" + kId + "/json");
}

TEST_F(DockerEngineTest, SaysThatAContainerIsGone) {
  transport_.Answer(404, R"({"message":"No such container: x"})", kDocker);
  absl::StatusOr<DockerContainer> result = absl::UnknownError("not called");
  engine_->Inspect("x", [&](auto container) { result = std::move(container); });
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(absl::IsNotFound(result.status()));
  EXPECT_THAT(std::string(result.status().message()), HasSubstr("No such container: x"));
}

TEST_F(DockerEngineTest, CountsEventsOfATime) {
  transport_.Answer(200, R"({"Type":"container","Action":"create"})", kDocker);
  absl::StatusOr<int> result = absl::UnknownError("not called");
  engine_->CountEvents(absl::FromUnixMillis(1500), absl::FromUnixMillis(2250),
                       [&](absl::StatusOr<int> count) { result = count; });
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(result.value(), 1);
  EXPECT_THAT(transport_.requests().at(0).url,
              StartsWith("unix:/var/run/docker.sock:/events?since=1.500000000&until=2.250000000&"
                         "filters=%7B%22type%22%3A%5B%22container%22%5D"));
}

TEST_F(DockerEngineTest, NamesTheCureWhereTheSocketIsNotOurs) {
  const Listed list = ListFor(absl::UnavailableError("GET x: connect: Permission denied"));
  EXPECT_TRUE(absl::IsPermissionDenied(list.status()));
  EXPECT_THAT(MessageOf(list), HasSubstr("run as root, or in the group that /var/run/docker.sock"));
}

TEST_F(DockerEngineTest, IsUnavailableWhereDockerIsDownOrSlow) {
  for (const char* why : {"connect: No such file or directory", "connect: Connection refused"}) {
    const Listed list = ListFor(absl::UnavailableError(why));
    EXPECT_TRUE(absl::IsUnavailable(list.status()));
    EXPECT_THAT(MessageOf(list), HasSubstr("systemctl status docker"));
  }
  EXPECT_TRUE(absl::IsUnavailable(List().status())) << "no answer at all";
  EXPECT_TRUE(absl::IsUnavailable(ListFor(500, R"({"message":"oh"})").status()));
}

TEST_F(DockerEngineTest, RefusesAnEngineThatIsTooOld) {
  const Listed list = ListFor(200, "[]", {{"Api-Version", "1.23"}});
  EXPECT_TRUE(absl::IsFailedPrecondition(list.status()));
  EXPECT_THAT(MessageOf(list), HasSubstr("Docker 1.12"));
  EXPECT_TRUE(ListFor(200, "[]", {{"Api-Version", "1.24"}}).ok());
}

TEST_F(DockerEngineTest, IsDataLossWhereNoDockerAnswers) {
  EXPECT_TRUE(absl::IsDataLoss(ListFor(200, "[]", {}).status()));
  EXPECT_TRUE(absl::IsDataLoss(ListFor(200, "[]", {{"Api-Version", "two"}}).status()));
  EXPECT_TRUE(absl::IsDataLoss(ListFor(200, "{}").status()));
  EXPECT_TRUE(absl::IsDataLoss(ListFor(400, R"({"message":"invalid filter"})").status()));
  EXPECT_TRUE(absl::IsDataLoss(ListFor(absl::DataLossError("over 1 MiB")).status()));
}

TEST_F(DockerEngineTest, DropsTheCallWhenDestroyed) {
  transport_.Answer(200, "[]", kDocker);
  engine_->List([](const Listed&) { FAIL(); });
  engine_.reset();
  clock_.Advance(absl::Minutes(1));
}

}  // namespace
}  // namespace neuron
