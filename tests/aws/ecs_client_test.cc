#include "agent/aws/ecs_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a"};

// Gives a new key each time after an Invalidate().
class FakeCredentials : public CredentialsProvider {
 public:
  explicit FakeCredentials(Clock* clock) : clock_(clock) {}

  void Get(Callback callback) override {
    alarm_ = clock_->CallAfter(absl::ZeroDuration(), [this, callback = std::move(callback)] {
      callback(answer_.ok() ? Generation() : answer_);
    });
  }
  void Invalidate() override { ++generation_; }
  void Fail(absl::Status status) { answer_ = std::move(status); }

 private:
  Credentials Generation() const {
    Credentials credentials;
    credentials.access_key_id = "KEY" + std::to_string(generation_);
    credentials.secret_access_key = Secret("hush");
    return credentials;
  }

  Clock* const clock_;
  int generation_ = 1;
  absl::StatusOr<Credentials> answer_ = Credentials();
  std::unique_ptr<Alarm> alarm_;
};

class EcsClientTest : public testing::Test {
 protected:
  static EcsClientOptions Options() {
    EcsClientOptions options;
    options.endpoint = "https://ecs.us-east-1.amazonaws.com";
    options.region = "us-east-1";
    return options;
  }

  absl::optional<EcsError> Put() {
    absl::optional<EcsError> result;
    int calls = 0;
    client_->PutAttributes(kTarget, {{"a.free", "_none_"}, {"a.count", "16"}},
                           [&](absl::optional<EcsError> error) {
                             ++calls;
                             result = std::move(error);
                           });
    EXPECT_EQ(calls, 0);
    clock_.Advance(absl::Minutes(1));
    EXPECT_EQ(calls, 1);
    return result;
  }

  absl::variant<std::vector<EcsAttribute>, EcsError> List() {
    absl::variant<std::vector<EcsAttribute>, EcsError> result;
    client_->ListAttributes(kTarget, [&](auto answer) { result = std::move(answer); });
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  absl::variant<EcsTaskDefinition, EcsError> Define(const std::string& name) {
    absl::variant<EcsTaskDefinition, EcsError> result;
    client_->DescribeTaskDefinition(kTarget, name,
                                    [&](auto answer) { result = std::move(answer); });
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  absl::variant<InstanceStatus, EcsError> Status() {
    absl::variant<InstanceStatus, EcsError> result;
    client_->GetInstanceStatus(kTarget, [&](auto answer) { result = std::move(answer); });
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  absl::optional<EcsError> SetStatus(InstanceStatus status) {
    absl::optional<EcsError> result = EcsError();
    client_->SetInstanceStatus(kTarget, status,
                               [&](absl::optional<EcsError> error) { result = std::move(error); });
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  void AnswerError(const std::string& code, std::vector<HttpHeader> headers = {}) {
    transport_.Answer(400, R"({"__type":")" + code + R"("})", std::move(headers));
  }

  std::string SigningKeyOf(std::size_t i) {
    return SentHeader(transport_.requests().at(i), "Authorization").substr(0, 36);
  }

  FakeClock clock_{
      absl::FromCivil(absl::CivilSecond(2026, 11, 21, 22, 3, 17), absl::UTCTimeZone())};
  FakeTransport transport_{&clock_};
  FakeCredentials credentials_{&clock_};
  std::unique_ptr<EcsClient> client_ =
      MakeEcsClient(Options(), &transport_, &credentials_, &clock_);
};

TEST_F(EcsClientTest, PutsAttributes) {
  transport_.Answer(200, R"({"attributes":[],"new":{"member":[1]}})");
  EXPECT_EQ(Put(), absl::nullopt);
  const HttpRequest& request = transport_.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://ecs.us-east-1.amazonaws.com/");
  EXPECT_EQ(SentHeader(request, "Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(SentHeader(request, "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.PutAttributes");
  EXPECT_EQ(SentHeader(request, "X-Amz-Date"), "20261121T220317Z");
  EXPECT_THAT(SentHeader(request, "Authorization"),
              HasSubstr("Credential=KEY1/20261121/us-east-1/ecs/aws4_request"));
  EXPECT_EQ(request.body,
            R"({"cluster":"prod","attributes":[)"
            R"({"name":"a.free","value":"_none_","targetId":"arn:aws:ecs:us-east-1:123456789012:)"
            R"(container-instance/prod/0a"},)"
            R"({"name":"a.count","value":"16","targetId":"arn:aws:ecs:us-east-1:123456789012:)"
            R"(container-instance/prod/0a"}]})");
}

TEST_F(EcsClientTest, DeletesAttributesByName) {
  transport_.Answer(200, "{}");
  absl::optional<EcsError> result = EcsError();
  client_->DeleteAttributes(kTarget, {"a.free"},
                            [&](absl::optional<EcsError> error) { result = std::move(error); });
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(result, absl::nullopt);
  const HttpRequest& request = transport_.requests().at(0);
  EXPECT_EQ(SentHeader(request, "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.DeleteAttributes");
  EXPECT_EQ(request.body, R"({"cluster":"prod","attributes":[{"name":"a.free","targetId":)"
                          R"("arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a"}]})");
}

TEST_F(EcsClientTest, ListsTheAttributesOfTheInstance) {
  transport_.Answer(200, R"({"containerInstances":[{"containerInstanceArn":"x","version":7,
      "attributes":[{"name":"ecs.os-type","value":"linux"},{"name":"ecs.capability.x"}]}],
      "failures":[]})");
  const auto answer = List();
  ASSERT_TRUE(absl::holds_alternative<std::vector<EcsAttribute>>(answer));
  EXPECT_THAT(
      absl::get<std::vector<EcsAttribute>>(answer),
      ElementsAre(EcsAttribute{"ecs.os-type", "linux"}, EcsAttribute{"ecs.capability.x", ""}));
  EXPECT_EQ(transport_.requests().at(0).body,
            R"({"cluster":"prod","containerInstances":[)"
            R"("arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a"]})");
}

TEST_F(EcsClientTest, ListsNothingOfAnInstanceThatEcsDoesNotKnow) {
  transport_.Answer(200,
                    R"({"containerInstances":[],"failures":[{"arn":"x","reason":"MISSING"}]})");
  const auto answer = List();
  ASSERT_TRUE(absl::holds_alternative<EcsError>(answer));
  EXPECT_EQ(absl::get<EcsError>(answer).kind, EcsErrorKind::kNotFound);
  EXPECT_EQ(absl::get<EcsError>(answer).code, "MISSING");
}

TEST_F(EcsClientTest, TellsWhoStartedTasks) {
  transport_.Answer(200, R"({"tasks":[{"taskArn":"t1","group":"service:watch","cpu":"256"},
      {"taskArn":"t2","group":"family:train"}],"failures":[{"arn":"t3","reason":"MISSING"}]})");
  absl::variant<std::vector<EcsTask>, EcsError> answer;
  client_->DescribeTasks(kTarget, {"t1", "t2", "t3"},
                         [&](auto result) { answer = std::move(result); });
  clock_.Advance(absl::Minutes(1));
  const auto& tasks = absl::get<std::vector<EcsTask>>(answer);
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].arn, "t1");
  EXPECT_EQ(tasks[0].group, "service:watch");
  EXPECT_EQ(tasks[1].group, "family:train");
  const HttpRequest& request = transport_.requests().at(0);
  EXPECT_EQ(SentHeader(request, "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.DescribeTasks");
  EXPECT_EQ(request.body, R"({"cluster":"prod","tasks":["t1","t2","t3"]})");
}

TEST_F(EcsClientTest, TellsWhichServicesAreDaemons) {
  transport_.Answer(200, R"({"services":[{"serviceName":"watch","schedulingStrategy":"DAEMON"},
      {"serviceName":"web","schedulingStrategy":"REPLICA"}],"failures":[]})");
  absl::variant<std::vector<EcsService>, EcsError> answer;
  client_->DescribeServices(kTarget, {"watch", "web"},
                            [&](auto result) { answer = std::move(result); });
  clock_.Advance(absl::Minutes(1));
  const auto& services = absl::get<std::vector<EcsService>>(answer);
  ASSERT_EQ(services.size(), 2u);
  EXPECT_TRUE(services[0].is_daemon);
  EXPECT_EQ(services[1].name, "web");
  EXPECT_FALSE(services[1].is_daemon);
  EXPECT_EQ(transport_.requests().at(0).body, R"({"cluster":"prod","services":["watch","web"]})");
}

TEST_F(EcsClientTest, TellsWhatContainersOfATaskDefinitionAreGiven) {
  transport_.Answer(200, R"({"taskDefinition":{"family":"train","revision":7,
      "containerDefinitions":[
        {"name":"main","privileged":true,"linuxParameters":{"devices":[
            {"hostPath":"/dev/neuron3","containerPath":"/dev/neuron0","permissions":["read"]},
            {"hostPath":"/dev/neuron4"}]},
         "mountPoints":[{"sourceVolume":"agent","containerPath":"/a"},{"sourceVolume":"scratch"},
            {"sourceVolume":"efs"}]},
        {"name":"log"}],
      "volumes":[{"name":"agent","host":{"sourcePath":"/run/neuron-agent"}},
        {"name":"scratch","host":{}},{"name":"efs","efsVolumeConfiguration":{}}]},"tags":[]})");
  const auto answer = Define("train:7");
  const auto& containers = absl::get<EcsTaskDefinition>(answer).containers;
  ASSERT_EQ(containers.size(), 2u);
  EXPECT_EQ(containers[0].name, "main");
  EXPECT_TRUE(containers[0].privileged);
  EXPECT_THAT(containers[0].devices, ElementsAre("/dev/neuron3", "/dev/neuron4"));
  EXPECT_THAT(containers[0].mounts, ElementsAre("/run/neuron-agent"));
  EXPECT_EQ(containers[1].name, "log");
  EXPECT_FALSE(containers[1].privileged);
  EXPECT_THAT(containers[1].devices, IsEmpty());
  const HttpRequest& request = transport_.requests().at(0);
  EXPECT_EQ(SentHeader(request, "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition");
  EXPECT_EQ(request.body, R"({"taskDefinition":"train:7"})");
}

TEST_F(EcsClientTest, SaysWhyThereIsNoTaskDefinition) {
  AnswerError("ClientException");
  EXPECT_EQ(absl::get<EcsError>(Define("gone:1")).kind, EcsErrorKind::kPermanent);
  AnswerError("AccessDeniedException");
  EXPECT_THAT(absl::get<EcsError>(Define("f:1")).status.ToString(),
              HasSubstr(R"("Action":["ecs:DescribeTaskDefinition"],"Resource":"*")"));
  transport_.Answer(200, "{}");
  EXPECT_EQ(absl::get<EcsError>(Define("f:1")).kind, EcsErrorKind::kRetry);
}

TEST_F(EcsClientTest, TellsWhatEcsDoesWithTheInstance) {
  const std::pair<std::string, InstanceStatus> known[] = {
      {R"("ACTIVE")", InstanceStatus::kActive},
      {R"("DRAINING")", InstanceStatus::kDraining},
      {R"("DEREGISTERING")", InstanceStatus::kOther},
      {"null", InstanceStatus::kOther}};
  for (const auto& [status, expected] : known) {
    transport_.Answer(200, R"({"containerInstances":[{"status":)" + status + "}]}");
    EXPECT_EQ(absl::get<InstanceStatus>(Status()), expected) << status;
  }
  EXPECT_EQ(SentHeader(transport_.requests().at(0), "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.DescribeContainerInstances");
  transport_.Answer(200, R"({"failures":[{"reason":"MISSING"}]})");
  EXPECT_EQ(absl::get<EcsError>(Status()).kind, EcsErrorKind::kNotFound);
}

TEST_F(EcsClientTest, HasEcsDrainTheInstanceAndSendItTasksAgain) {
  transport_.Answer(200, R"({"containerInstances":[{"status":"DRAINING"}],"failures":[]})");
  EXPECT_EQ(SetStatus(InstanceStatus::kDraining), absl::nullopt);
  transport_.Answer(200, "{}");
  EXPECT_EQ(SetStatus(InstanceStatus::kActive), absl::nullopt);
  EXPECT_EQ(SentHeader(transport_.requests().at(0), "X-Amz-Target"),
            "AmazonEC2ContainerServiceV20141113.UpdateContainerInstancesState");
  EXPECT_EQ(transport_.requests().at(0).body,
            R"({"cluster":"prod","containerInstances":[)"
            R"("arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a"],)"
            R"("status":"DRAINING"})");
  EXPECT_THAT(transport_.requests().at(1).body, HasSubstr(R"("status":"ACTIVE"})"));
}

TEST_F(EcsClientTest, SaysWhyEcsDoesNotDrainTheInstance) {
  transport_.Answer(200, R"({"failures":[{"arn":"x","reason":"MISSING"}]})");
  EXPECT_EQ(SetStatus(InstanceStatus::kDraining)->kind, EcsErrorKind::kNotFound);
  transport_.Answer(200, R"({"failures":[{"reason":"INACTIVE","detail":"it deregisters"}]})");
  const auto error = SetStatus(InstanceStatus::kDraining);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->kind, EcsErrorKind::kPermanent);
  EXPECT_EQ(error->code, "INACTIVE");
  EXPECT_THAT(error->status.ToString(), HasSubstr("INACTIVE: it deregisters"));
}

TEST_F(EcsClientTest, SaysWhichPermissionTheQuestionsNeed) {
  AnswerError("AccessDeniedException");
  absl::variant<std::vector<EcsTask>, EcsError> answer;
  client_->DescribeTasks(kTarget, {"t1"}, [&](auto result) { answer = std::move(result); });
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(absl::get<EcsError>(answer).status.ToString(),
              HasSubstr(R"("Action":["ecs:DescribeTasks","ecs:DescribeServices"])"));
}

TEST_F(EcsClientTest, MakesOneAttempt) {
  for (const char* code : {"ThrottlingException", "ServerException", "AccessDeniedException"}) {
    AnswerError(code);
    const auto error = Put();
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code, code);
  }
  transport_.Answer(absl::UnavailableError("connect: Connection refused"));
  EXPECT_EQ(Put()->kind, EcsErrorKind::kRetry);
  EXPECT_EQ(transport_.requests().size(), 4u);
}

TEST_F(EcsClientTest, DoesNotTakeEveryHttp200ForASuccess) {
  for (const char* body : {"", "<html>log in first</html>"}) {
    transport_.Answer(200, body);
    EXPECT_EQ(Put()->kind, EcsErrorKind::kRetry);
  }
}

TEST_F(EcsClientTest, FetchesRefusedCredentialsAnewOnce) {
  AnswerError("ExpiredTokenException");
  transport_.Answer(200, "{}");
  EXPECT_EQ(Put(), absl::nullopt);
  EXPECT_THAT(SigningKeyOf(0), HasSubstr("KEY1"));
  EXPECT_THAT(SigningKeyOf(1), HasSubstr("KEY2"));

  AnswerError("ExpiredTokenException");
  AnswerError("ExpiredTokenException");
  EXPECT_EQ(Put()->kind, EcsErrorKind::kRefetchCredentials);
  EXPECT_EQ(transport_.requests().size(), 4u);
}

TEST_F(EcsClientTest, CorrectsAWrongClockOnceAndRemembers) {
  const std::vector<HttpHeader> tomorrow = {{"Date", "Sun, 22 Nov 2026 22:03:17 GMT"}};
  AnswerError("InvalidSignatureException", tomorrow);
  transport_.Answer(200, "{}");
  EXPECT_EQ(Put(), absl::nullopt);
  EXPECT_EQ(SentHeader(transport_.requests().at(1), "X-Amz-Date"), "20261122T220317Z");

  transport_.Answer(200, "{}");
  EXPECT_EQ(Put(), absl::nullopt);
  EXPECT_EQ(SentHeader(transport_.requests().at(2), "X-Amz-Date"), "20261122T220417Z");
}

TEST_F(EcsClientTest, GivesUpWhenTheServersTimeDoesNotHelp) {
  AnswerError("InvalidSignatureException", {{"Date", "Sat, 21 Nov 2026 22:03:40 GMT"}});
  EXPECT_EQ(Put()->kind, EcsErrorKind::kClockSkew);
  AnswerError("InvalidSignatureException", {{"Date", "yesterday"}});
  EXPECT_EQ(Put()->kind, EcsErrorKind::kClockSkew);
  AnswerError("InvalidSignatureException");
  EXPECT_EQ(Put()->kind, EcsErrorKind::kClockSkew);
  EXPECT_EQ(transport_.requests().size(), 3u);

  AnswerError("RequestExpired", {{"Date", "Sun, 22 Nov 2026 22:03:17 GMT"}});
  AnswerError("RequestExpired", {{"Date", "Mon, 23 Nov 2026 22:03:17 GMT"}});
  EXPECT_EQ(Put()->kind, EcsErrorKind::kClockSkew);
  EXPECT_EQ(transport_.requests().size(), 5u);
}

TEST_F(EcsClientTest, PassesOnThatThereAreNoCredentials) {
  credentials_.Fail(absl::NotFoundError("attach an IAM role"));
  const auto error = Put();
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->kind, EcsErrorKind::kRetry);
  EXPECT_THAT(error->status.ToString(), HasSubstr("PutAttributes: attach an IAM role"));
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(EcsClientTest, KeepsSecretsOutOfItsMessages) {
  transport_.Answer(403, R"({"__type":"SignatureDoesNotMatch","message":"key: hush"})");
  EXPECT_THAT(Put()->status.ToString(), Not(HasSubstr("hush")));
}

TEST_F(EcsClientTest, DropsTheCallWhenDestroyed) {
  transport_.Answer(200, "{}");
  client_->PutAttributes(kTarget, {}, [](const absl::optional<EcsError>&) { FAIL(); });
  client_.reset();
  clock_.Advance(absl::Minutes(1));
}

TEST_F(EcsClientTest, DropsTheCallWhenDestroyedWithARequestUnderWay) {
  client_->PutAttributes(kTarget, {}, [](const absl::optional<EcsError>&) { FAIL(); });
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(transport_.requests().size(), 1u);
  client_.reset();
  clock_.Advance(absl::Minutes(1));
}

}  // namespace
}  // namespace neuron
