#include "agent/cli/bundle.h"

#include <sys/stat.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "agent/base/file.h"
#include "agent/sink/stream_server.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "proto/diagnosis.pb.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_tree.h"
#include "tests/simulator/replay/archive_reader.h"

namespace neuron {
namespace {

using google::protobuf::util::JsonStringToMessage;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kLimit = 1 << 24;
// What must not leave the host.
constexpr char kSecret[] = "hush+dont=tell";
constexpr char kAccount[] = "123456789012";

agent::v1::Publication MakePublication() {
  agent::v1::Publication publication;
  publication.set_container_instance_arn("arn:aws:ecs:us-east-1:123456789012:container-instance/a");
  publication.set_error(std::string("the token: ") + kSecret + " is \"invalid\"");
  return publication;
}

class BundleTest : public testing::Test {
 protected:
  BundleTest()
      : tree_({Dir("sys", {Dir("module", {Dir("neuron", {File("version", "2.24.7.0\n")})})}),
               Dir("proc", {File("devices", "245 neuron\n")}),
               Dir("dev", {File("kmsg", std::string("6,1,2,-;neuron: password=") + kSecret + "\n" +
                                            "6,2,3,-;sshd: not the driver's\n")}),
               File("chips", "")}) {
    setenv("AWS_SECRET_ACCESS_KEY", kSecret, 1);
    options_.command = "doctor";
    options_.bundle = tree_.Path("out.tar.zst");
    options_.host = tree_.host();
    options_.answer_book = tree_.Path("chips");
    options_.socket = tree_.Path("s");
    options_.timeout = absl::Seconds(30);
    options_.patience = absl::Seconds(5);
  }

  void Serve() {
    AgentSettings settings;
    settings.flags = {std::string("--ecs_endpoint=https://me:") + kSecret + "@proxy"};
    auto server = StreamServer::Start(*SocketClaim::Take(options_.socket), &hub_, MakePublication,
                                      {"", settings});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    hub_.Publish(std::make_shared<Snapshot>(ExampleSnapshot()));
  }

  absl::StatusOr<std::string> Write() {
    return WriteBundle(options_, {{Mark::kFail, "agent", "arn:aws:ecs:r:123456789012:x", "cure"}});
  }

  std::map<std::string, std::string> Members() {
    return sim::ReadTar(sim::DecompressZstd(*ReadFile(options_.bundle, kLimit), kLimit).value())
        .value();
  }

  FakeTree tree_;
  Options options_;
  SnapshotHub hub_{"1.2.3"};
  std::unique_ptr<StreamServer> server_;
};

TEST_F(BundleTest, HasWhatSupportNeeds) {
  Serve();
  const absl::StatusOr<std::string> wrote = Write();
  ASSERT_TRUE(wrote.ok()) << wrote.status();
  EXPECT_THAT(*wrote, HasSubstr("wrote " + options_.bundle));
  EXPECT_THAT(*wrote, Not(HasSubstr("gap:")));
  std::map<std::string, std::string> members = Members();
  EXPECT_EQ(members.size(), 13u);
  EXPECT_THAT(members["sysfs.txt"], HasSubstr("/sys/module/neuron/version"));
  EXPECT_THAT(members["log.txt"], HasSubstr("neuron: password="));
  EXPECT_THAT(members["log.txt"], Not(HasSubstr("sshd")));
  EXPECT_THAT(members["diagnosis.txt"], HasSubstr("fail  agent"));
  EXPECT_THAT(members["daemon.txt"], HasSubstr("neuron-agent 1.2.3\n"));
  EXPECT_THAT(members["daemon.txt"], HasSubstr("neuronctl "));
  EXPECT_THAT(members["settings.json"], HasSubstr("--ecs_endpoint=https://"));
}

TEST_F(BundleTest, IsOfMessagesThatCanBeRead) {
  Serve();
  ASSERT_TRUE(Write().ok());
  std::map<std::string, std::string> members = Members();
  agent::v1::Snapshot snapshot;
  ASSERT_TRUE(JsonStringToMessage(members["snapshot.json"], &snapshot).ok());
  EXPECT_EQ(snapshot.chips_size(), 16);
  agent::v1::Publication publication;
  ASSERT_TRUE(JsonStringToMessage(members["publication.json"], &publication).ok());
  EXPECT_THAT(publication.error(), HasSubstr("is \"invalid\""));
  agent::v1::Settings settings;
  EXPECT_TRUE(JsonStringToMessage(members["settings.json"], &settings).ok());
  agent::v1::Diagnosis diagnosis;
  ASSERT_TRUE(JsonStringToMessage(members["diagnosis.json"], &diagnosis).ok());
  EXPECT_EQ(diagnosis.checks(0).cure(), "cure");
}

TEST_F(BundleTest, TellsNoSecretsNorWhoseTheHostIs) {
  Serve();
  ASSERT_TRUE(Write().ok());
  for (const auto& [name, content] : Members()) {
    EXPECT_THAT(content, Not(HasSubstr(kSecret))) << name;
    EXPECT_THAT(content, Not(HasSubstr(kAccount))) << name;
  }
}

TEST_F(BundleTest, IsForItsOwnerAlone) {
  Serve();
  ASSERT_TRUE(Write().ok());
  struct stat found;
  ASSERT_EQ(stat(options_.bundle.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);
}

TEST_F(BundleTest, NamesWhatADaemonThatIsAwayDidNotTell) {
  const absl::StatusOr<std::string> wrote = Write();
  ASSERT_TRUE(wrote.ok()) << wrote.status();
  std::map<std::string, std::string> members = Members();
  EXPECT_EQ(members.size(), 13u);
  for (const char* name : {"snapshot.json", "publication.json", "settings.json"}) {
    EXPECT_EQ(members[name], "") << name;
    EXPECT_THAT(*wrote, HasSubstr(std::string("gap: ") + name + ": cannot reach the agent"));
    EXPECT_THAT(members["daemon.txt"], HasSubstr(std::string(name) + ": cannot reach the agent"));
  }
}

TEST_F(BundleTest, AsksNoDaemonWithLocal) {
  Serve();
  options_.local = true;
  ASSERT_TRUE(Write().ok());
  const std::map<std::string, std::string> members = Members();
  EXPECT_EQ(members.count("publication.json"), 0u);
  EXPECT_EQ(members.count("snapshot.json"), 1u);
  EXPECT_THAT(members.at("daemon.txt"), Not(HasSubstr("neuron-agent 1.2.3")));
}

TEST_F(BundleTest, SaysThatTheFileCannotBeWritten) {
  options_.bundle = "/no/such/place/out.tar.zst";
  EXPECT_THAT(std::string(Write().status().message()), HasSubstr("/no/such/place"));
}

}  // namespace
}  // namespace neuron
