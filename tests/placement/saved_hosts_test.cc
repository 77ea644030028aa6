#include "agent/placement/saved_hosts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kArn[] = "arn:aws:ecs:eu-west-1:123456789012:container-instance/c/0a1b";

// As the AWS CLI prints it, without most of what it prints.
std::string Described() {
  return R"({"containerInstances": [{
      "containerInstanceArn": "arn:aws:ecs:eu-west-1:123456789012:container-instance/c/0a1b",
      "ec2InstanceId": "i-0123", "capacityProviderName": null,
      "version": 42, "versionInfo": {"agentVersion": "1.105.1", "agentHash": "8dfceca6"},
      "registeredResources": [{"name": "CPU", "type": "INTEGER", "integerValue": 4096}],
      "status": "ACTIVE", "agentConnected": true, "runningTasksCount": 0, "pendingTasksCount": 0,
      "attributes": [{"name": "ecs.instance-type", "value": "trn1.32xlarge"},
                     {"name": "com.amazonaws.ecs.capability.privileged-container"}],
      "registeredAt": "2026-11-18T11:06:40.123000+00:00", "attachments": [], "tags": []}],
    "failures": []})";
}

std::string Listed() {
  return R"({"attributes": [
      {"name": "neuron.fits", "targetId": "arn:aws:ecs:eu-west-1:123456789012:container-instance/c/0a1b",
       "value": "_01_04_"},
      {"name": "neuron.health", "targetId": "arn:aws:ecs:eu-west-1:123456789012:container-instance/c/ffff",
       "value": "ok"}]})";
}

Reading<std::string> Attribute(const PlacementHost& host, const std::string& name) {
  return ValueOf(host, {SubjectKind::kAttribute, name});
}

Reading<std::string> Field(const PlacementHost& host, SubjectKind kind) {
  return ValueOf(host, {kind, ""});
}

TEST(ParseSavedHosts, ReadsWhatDescribeContainerInstancesPrints) {
  const auto hosts = ParseSavedHosts({Described()});
  ASSERT_TRUE(hosts.ok()) << hosts.status();
  ASSERT_EQ(hosts->size(), 1u);
  const PlacementHost& host = hosts->front();
  EXPECT_EQ(host.name, "i-0123");
  EXPECT_EQ(Attribute(host, "ecs.instance-type").value(), "trn1.32xlarge");
  EXPECT_EQ(Attribute(host, "com.amazonaws.ecs.capability.privileged-container").value(), "");
  EXPECT_TRUE(Attribute(host, "neuron.fits").is_absent());
  EXPECT_EQ(Field(host, SubjectKind::kAgentConnected).value(), "true");
  EXPECT_EQ(Field(host, SubjectKind::kAgentVersion).value(), "1.105.1");
  EXPECT_EQ(Field(host, SubjectKind::kEc2InstanceId).value(), "i-0123");
  EXPECT_EQ(Field(host, SubjectKind::kRegisteredAt).value(), "2026-11-18T11:06:40.123000+00:00");
  EXPECT_EQ(Field(host, SubjectKind::kRunningTasksCount).value(), "0");
}

TEST(ParseSavedHosts, DoesNotKnowTaskGroups) {
  const auto hosts = ParseSavedHosts({Described()});
  EXPECT_TRUE(Field(hosts->front(), SubjectKind::kTaskGroup).is_unknown());
}

TEST(ParseSavedHosts, ReadsDatesAsEitherAwsCliPrintsThem) {
  const auto hosts = ParseSavedHosts(
      {R"({"containerInstances": [{"containerInstanceArn": "a", "registeredAt": 1795000000.25}]})"});
  EXPECT_EQ(Field(hosts->front(), SubjectKind::kRegisteredAt).value(), "2026-11-18T11:06:40Z");
}

TEST(ParseSavedHosts, KeepsWhatIsNotSaidUnknown) {
  for (const char* const date : {"\"soon\"", "-1", "1e300", "null", "[[1]]", "true"}) {
    const auto hosts = ParseSavedHosts(
        {std::string(
             R"({"containerInstances": [{"containerInstanceArn": "x/a", "registeredAt": )") +
         date + "}]}"});
    ASSERT_TRUE(hosts.ok()) << date;
    EXPECT_EQ(hosts->front().name, "a");
    for (const SubjectKind kind :
         {SubjectKind::kAgentConnected, SubjectKind::kAgentVersion, SubjectKind::kEc2InstanceId,
          SubjectKind::kRegisteredAt, SubjectKind::kRunningTasksCount}) {
      EXPECT_TRUE(Field(hosts->front(), kind).is_unknown()) << date;
    }
  }
}

TEST(ParseSavedHosts, ReadsWhatListAttributesPrints) {
  const auto hosts = ParseSavedHosts({Listed()});
  ASSERT_TRUE(hosts.ok()) << hosts.status();
  ASSERT_EQ(hosts->size(), 2u);
  EXPECT_EQ((*hosts)[0].name, "0a1b");
  EXPECT_EQ(Attribute((*hosts)[0], "neuron.fits").value(), "_01_04_");
  // Listed of the other host, so not there.
  EXPECT_TRUE(Attribute((*hosts)[0], "neuron.health").is_absent());
  // Perhaps not asked for.
  EXPECT_TRUE(Attribute((*hosts)[0], "ecs.instance-type").is_unknown());
  EXPECT_TRUE(Field((*hosts)[0], SubjectKind::kAgentVersion).is_unknown());
}

TEST(ParseSavedHosts, JoinsBothByArn) {
  for (const std::vector<std::string>& texts :
       {std::vector<std::string>{Described(), Listed()}, {Listed(), Described()}}) {
    const auto hosts = ParseSavedHosts(texts);
    ASSERT_TRUE(hosts.ok()) << hosts.status();
    ASSERT_EQ(hosts->size(), 2u) << kArn;
    EXPECT_EQ((*hosts)[0].name, "i-0123");
    EXPECT_EQ(Attribute((*hosts)[0], "neuron.fits").value(), "_01_04_");
    EXPECT_TRUE(Attribute((*hosts)[0], "other").is_absent());
    EXPECT_EQ((*hosts)[1].name, "ffff");
    EXPECT_TRUE(Attribute((*hosts)[1], "other").is_unknown());
  }
}

TEST(ParseSavedHosts, RefusesWhatIsNoList) {
  for (const char* const text :
       {"", "[]", "{", "no", R"({"containerInstanceArns": ["a"]})", R"({"containerInstances": []})",
        R"({"containerInstances": [{"agentConnected": "maybe"}]})"}) {
    const absl::Status status = ParseSavedHosts({text}).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("give what aws ecs describe")) << text;
  }
}

}  // namespace
}  // namespace neuron
