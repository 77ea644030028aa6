#include "agent/cli/placement_hosts.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

void Add(const std::string& name, const std::string& value,
         google::protobuf::RepeatedPtrField<agent::v1::Attribute>* attributes) {
  agent::v1::Attribute* const attribute = attributes->Add();
  attribute->set_name(name);
  attribute->set_value(value);
}

agent::v1::Publication ExamplePublication() {
  agent::v1::Publication publication;
  Add("neuron.health", "ok", publication.mutable_wanted());
  Add("neuron.fits", "_01_", publication.mutable_wanted());
  return publication;
}

Reading<std::string> Attribute(const PlacementHost& host, const std::string& name) {
  return ValueOf(host, {SubjectKind::kAttribute, name});
}

TEST(ThisHost, HasWhatIsWantedAndTheInstanceType) {
  agent::v1::Host about;
  about.set_instance_type("trn1.32xlarge");
  const PlacementHost host = ThisHost(ExamplePublication(), about);
  EXPECT_EQ(host.name, "this host");
  EXPECT_EQ(Attribute(host, "neuron.health").value(), "ok");
  EXPECT_EQ(Attribute(host, "ecs.instance-type").value(), "trn1.32xlarge");
}

TEST(ThisHost, DoesNotKnowWhatOnlyEcsKnows) {
  agent::v1::Publication publication = ExamplePublication();
  Add("neuron.gen", "(set by the write)", publication.mutable_wanted());
  const PlacementHost host = ThisHost(publication, {});
  for (const char* const name : {"ecs.instance-type", "stack", "neuron.gen"}) {
    EXPECT_TRUE(Attribute(host, name).is_unknown()) << name;
  }
  for (const SubjectKind kind :
       {SubjectKind::kAgentConnected, SubjectKind::kRunningTasksCount, SubjectKind::kTaskGroup}) {
    EXPECT_THAT(std::string(ValueOf(host, {kind, ""}).why().message()), HasSubstr("--hosts"));
  }
}

TEST(Unconfirmed, NamesWhatEcsDoesNotHoldAndWhy) {
  agent::v1::Publication publication = ExamplePublication();
  Add("neuron.health", "ok", publication.mutable_written());
  Add("neuron.fits", "_01_04_", publication.mutable_written());
  EXPECT_EQ(Unconfirmed(publication), "ECS has not confirmed these values yet: neuron.fits");
  publication.set_error("no credentials");
  EXPECT_EQ(Unconfirmed(publication),
            "ECS has not confirmed these values yet: neuron.fits (no credentials)");
}

TEST(Unconfirmed, IsNothingWhereEcsHoldsAll) {
  agent::v1::Publication publication = ExamplePublication();
  *publication.mutable_written() = publication.wanted();
  EXPECT_EQ(Unconfirmed(publication), absl::nullopt);
}

Options ReadsFrom(const std::vector<std::string>& paths) {
  Options options;
  options.hosts = paths;
  return options;
}

TEST(FetchPlacementHosts, JoinsTheFiles) {
  FakeTree tree;
  tree.Write("a", R"({"containerInstances": [{"containerInstanceArn": "x/1"}]})");
  tree.Write("b", R"({"attributes": [{"name": "n", "value": "v", "targetId": "x/1"}]})");
  const auto hosts = FetchPlacementHosts(ReadsFrom({tree.Path("a"), tree.Path("b")}));
  ASSERT_TRUE(hosts.ok()) << hosts.status();
  ASSERT_EQ(hosts->size(), 1u);
  EXPECT_EQ(Attribute(hosts->front(), "n").value(), "v");
}

TEST(FetchPlacementHosts, NamesTheFileThatIsWrong) {
  FakeTree tree;
  tree.Write("a", "{}");
  const absl::Status empty = FetchPlacementHosts(ReadsFrom({tree.Path("a")})).status();
  EXPECT_TRUE(absl::IsInvalidArgument(empty));
  EXPECT_THAT(std::string(empty.message()), StartsWith("--hosts=" + tree.Path("a") + ": no cont"));
  const absl::Status missing = FetchPlacementHosts(ReadsFrom({tree.Path("none")})).status();
  EXPECT_TRUE(absl::IsInvalidArgument(missing));
  EXPECT_THAT(std::string(missing.message()), HasSubstr(tree.Path("none") + ": No such file"));
}

}  // namespace
}  // namespace neuron
