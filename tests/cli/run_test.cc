// The commands against a real server on a socket.

#include "agent/cli/run.h"

#include <memory>
#include <string>

#include "agent/cli/capability_list.h"
#include "agent/cli/chip_table.h"
#include "agent/cli/health_csv.h"
#include "agent/cli/health_table.h"
#include "agent/cli/holder_table.h"
#include "agent/sink/stream_server.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/cli/output_text.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

agent::v1::Publication MakePublication() {
  agent::v1::Publication publication;
  publication.set_container_instance_arn("arn:aws:ecs:r:1:container-instance/c/i");
  publication.set_error("no credentials; give the instance a role");
  return publication;
}

class RunTest : public testing::Test {
 protected:
  void Serve() {
    absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory_.Path("s"));
    ASSERT_TRUE(claim.ok()) << claim.status();
    auto server = StreamServer::Start(*std::move(claim), &hub_, MakePublication, {"", settings_});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  void Publish(std::uint64_t sequence) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    snapshot->sequence = sequence;
    hub_.Publish(snapshot);
  }

  Options Command(const std::string& command, Format format = Format::kTable) const {
    Options options;
    options.command = command;
    options.format = format;
    options.socket = directory_.Path("s");
    options.timeout = absl::Seconds(30);
    return options;
  }

  // The status; the output is in output_.
  absl::Status RunIt(const Options& options) {
    output_.clear();
    return neuron::Run(options, AppendTo(&output_));
  }

  const TemporaryDirectory directory_;
  AgentSettings settings_;
  SnapshotHub hub_{"1.2.3"};
  std::unique_ptr<StreamServer> server_;
  std::string output_;
};

TEST_F(RunTest, LsShowsTheDaemonsSnapshot) {
  Serve();
  Publish(1);
  ASSERT_TRUE(RunIt(Command("ls")).ok());
  EXPECT_EQ(output_, ChipTable(ExampleSnapshot()));
}

TEST_F(RunTest, LsSpeaksJsonAndProto) {
  Serve();
  Publish(1);
  agent::v1::Snapshot from_json;
  agent::v1::Snapshot from_proto;
  ASSERT_TRUE(RunIt(Command("ls", Format::kJson)).ok());
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(output_, &from_json).ok());
  ASSERT_TRUE(RunIt(Command("ls", Format::kProto)).ok());
  ASSERT_TRUE(from_proto.ParseFromString(output_));
  EXPECT_EQ(from_proto.chips_size(), 16);
  EXPECT_EQ(from_json.SerializeAsString(), from_proto.SerializeAsString());
}

TEST_F(RunTest, LsShowsAllOfOneChip) {
  Serve();
  Publish(1);
  Options options = Command("ls");
  options.subject = "4";
  ASSERT_TRUE(RunIt(options).ok());
  EXPECT_EQ(output_.find("index "), 0u);
  EXPECT_NE(output_.find("0000:14:1e.0\n"), std::string::npos) << output_;
  options.format = Format::kProto;
  ASSERT_TRUE(RunIt(options).ok());
  agent::v1::Chip chip;
  ASSERT_TRUE(chip.ParseFromString(output_));
  EXPECT_EQ(chip.index(), 4u);
}

TEST_F(RunTest, LsShowsAllOfTheHost) {
  Serve();
  Publish(1);
  Options options = Command("ls", Format::kProto);
  options.subject = "host";
  ASSERT_TRUE(RunIt(options).ok());
  agent::v1::Host host;
  ASSERT_TRUE(host.ParseFromString(output_));
  EXPECT_EQ(host.generation(), "2.24");
}

TEST_F(RunTest, LsNamesTheChipsThatThereAre) {
  Serve();
  Publish(1);
  Options options = Command("ls");
  options.subject = "17";
  EXPECT_EQ(RunIt(options), absl::NotFoundError("no chip 17 on this host, which has 0-15"));
}

TEST_F(RunTest, LsShowsWhatTheDriverOffers) {
  Serve();
  Publish(1);
  Options options = Command("ls");
  options.capabilities = true;
  ASSERT_TRUE(RunIt(options).ok());
  EXPECT_EQ(output_, CapabilityTable(ExampleSnapshot().inventory->capabilities));
  options.format = Format::kProto;
  ASSERT_TRUE(RunIt(options).ok());
  agent::v1::Inventory inventory;
  ASSERT_TRUE(inventory.ParseFromString(output_));
  EXPECT_EQ(inventory.chips_size(), 16);
}

TEST_F(RunTest, HealthShowsVerdictsAndEndsWithTheOutcome) {
  Serve();
  Publish(1);
  Options options = Command("health");
  EXPECT_TRUE(absl::IsFailedPrecondition(RunIt(options)));
  EXPECT_EQ(output_, HealthTable(ExampleSnapshot(), {}));
  options.asked = {9};
  EXPECT_TRUE(absl::IsUnknown(RunIt(options)));
  EXPECT_EQ(output_, HealthTable(ExampleSnapshot(), {9}));
  options.format = Format::kCsv;
  options.asked = {3};
  EXPECT_TRUE(RunIt(options).ok());
  EXPECT_EQ(output_, HealthCsv(ExampleSnapshot(), {3}));
}

TEST_F(RunTest, HealthSpeaksJsonAndProtoOfHealthAlone) {
  Serve();
  Publish(1);
  Options options = Command("health", Format::kJson);
  options.asked = {2, 3};
  agent::v1::Snapshot from_json;
  agent::v1::Snapshot from_proto;
  RunIt(options).IgnoreError();
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(output_, &from_json).ok());
  options.format = Format::kProto;
  RunIt(options).IgnoreError();
  ASSERT_TRUE(from_proto.ParseFromString(output_));
  EXPECT_EQ(from_json.SerializeAsString(), from_proto.SerializeAsString());
  ASSERT_EQ(from_proto.chips_size(), 2);
  EXPECT_EQ(from_proto.chips(0).signs_size(), 2);
  EXPECT_EQ(from_proto.chips(0).cores_size(), 0);
  EXPECT_EQ(from_proto.health(), agent::v1::NODE_HEALTH_DEGRADED);
}

TEST_F(RunTest, HealthNamesTheChipsThatThereAre) {
  Serve();
  Publish(1);
  Options options = Command("health");
  options.asked = {3, 17};
  EXPECT_EQ(RunIt(options), absl::NotFoundError("no chip 17 on this host, which has 0-15"));
  EXPECT_EQ(output_, "");
}

TEST_F(RunTest, HoldersShowsWhoHasWhat) {
  Serve();
  Publish(1);
  ASSERT_TRUE(RunIt(Command("holders")).ok());
  EXPECT_EQ(output_, HolderTable(ExampleSnapshot()));
}

TEST_F(RunTest, HoldersSpeaksProtoOfNothingElse) {
  Serve();
  Publish(1);
  ASSERT_TRUE(RunIt(Command("holders", Format::kProto)).ok());
  agent::v1::Snapshot message;
  ASSERT_TRUE(message.ParseFromString(output_));
  EXPECT_EQ(message.holders_size(), 2);
  EXPECT_EQ(message.chips(4).claims(0).pid(), 4711u);
  EXPECT_FALSE(message.chips(4).has_verdict());
  EXPECT_FALSE(message.has_host());
}

TEST_F(RunTest, ReleaseRefusesAPidThatNoFindingNames) {
  Serve();
  Publish(1);
  Options options = Command("holders");
  options.release = 4711;
  const absl::Status status = RunIt(options);
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(output_, "");
}

TEST_F(RunTest, DoctorAsksTheDaemon) {
  Serve();
  Publish(1);
  Options options = Command("doctor");
  EXPECT_TRUE(absl::IsFailedPrecondition(RunIt(options)));
  EXPECT_NE(output_.find("neuron-agent 1.2.3 at " + options.socket), std::string::npos) << output_;
  EXPECT_NE(output_.find("no credentials\n"), std::string::npos) << output_;
  EXPECT_NE(output_.find("-> give the instance a role\n"), std::string::npos) << output_;
}

TEST_F(RunTest, DoctorLooksForTheLeaseSocketWhereTheDaemonHasIt) {
  settings_.lease_socket = directory_.Path("s");
  Serve();
  Publish(1);
  Options options = Command("doctor");
  options.lease_socket = directory_.Path("not-there");
  EXPECT_FALSE(RunIt(options).ok());
  EXPECT_NE(output_.find(directory_.Path("s") + " is there\n"), std::string::npos) << output_;
  EXPECT_EQ(output_.find("not-there"), std::string::npos) << output_;
}

TEST_F(RunTest, DoctorSaysThatTheLeaseSocketOfTheDaemonIsNotThere) {
  settings_.lease_socket = directory_.Path("gone");
  Serve();
  Publish(1);
  EXPECT_FALSE(RunIt(Command("doctor")).ok());
  EXPECT_NE(output_.find("warn  lease socket "), std::string::npos) << output_;
  EXPECT_NE(output_.find(directory_.Path("gone") + ": No such file"), std::string::npos) << output_;
}

TEST_F(RunTest, DoctorHearsThatNothingIsToBeWritten) {
  settings_.publishes = false;
  Serve();
  Publish(1);
  EXPECT_EQ(RunIt(Command("doctor")).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(output_.find("(--nopublish)"), std::string::npos) << output_;
  EXPECT_NE(output_.find("(--noleases)"), std::string::npos) << output_;
}

TEST_F(RunTest, DoctorOnlyWarnsOfADryRun) {
  settings_.dry_run = true;
  Serve();
  Publish(1);
  EXPECT_FALSE(RunIt(Command("doctor")).ok()) << "of something else";
  EXPECT_NE(output_.find("warn  ECS attributes "), std::string::npos) << output_;
  EXPECT_NE(output_.find("does everything but write (--dry_run)\n"), std::string::npos) << output_;
}

TEST_F(RunTest, DoctorTakesADaemonThatDoesNotAnswerForAFinding) {
  EXPECT_TRUE(absl::IsFailedPrecondition(RunIt(Command("doctor"))));
  EXPECT_NE(output_.find("fail  agent "), std::string::npos) << output_;
}

TEST_F(RunTest, NamesTheSocketThatNobodyServes) {
  const absl::Status status = RunIt(Command("ls"));
  EXPECT_EQ(status, absl::UnavailableError(
                        "cannot reach the agent at " + directory_.Path("s") +
                        ": No such file or directory [errno 2]; is neuron-agent running? --local "
                        "reads this host without it"));
  EXPECT_EQ(output_, "");
}

TEST_F(RunTest, SaysThatThereIsNoSnapshotYet) {
  Serve();
  EXPECT_EQ(RunIt(Command("ls")),
            absl::UnavailableError("the agent at " + directory_.Path("s") +
                                   ": no snapshot yet: the agent is starting; try again"));
}

TEST_F(RunTest, WatchEndsAfterSoManySnapshots) {
  Serve();
  Publish(1);
  Options options = Command("watch", Format::kJson);
  options.count = 2;
  int lines = 0;
  const absl::Status status = neuron::Run(options, [&](absl::string_view line) {
    EXPECT_EQ(line.find("{\"sequence\":\"" + std::to_string(++lines) + "\""), 0u);
    Publish(lines + 1);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(lines, 2);
}

TEST_F(RunTest, WatchEndsWhenTheReaderLeaves) {
  Serve();
  Publish(1);
  const absl::Status status = neuron::Run(Command("watch", Format::kJson), [](absl::string_view) {
    return absl::CancelledError("the reader has left");
  });
  EXPECT_TRUE(absl::IsCancelled(status)) << status;
}

TEST_F(RunTest, WatchSaysThatTheAgentStops) {
  Serve();
  Publish(1);
  const absl::Status status =
      neuron::Run(Command("watch", Format::kJson), [this](absl::string_view) {
        hub_.Close();
        return absl::OkStatus();
      });
  EXPECT_EQ(status, absl::UnavailableError("the agent at " + directory_.Path("s") +
                                           ": the agent is stopping"));
}

TEST_F(RunTest, AttributesShowsWhatTheDaemonTells) {
  Serve();
  ASSERT_TRUE(RunIt(Command("attributes")).ok());
  EXPECT_NE(output_.find("error: no credentials; give the instance a role\n"), std::string::npos);
}

TEST_F(RunTest, DryRunComputesTheAttributes) {
  Serve();
  Publish(1);
  Options options = Command("attributes");
  options.dry_run = true;
  ASSERT_TRUE(RunIt(options).ok());
  EXPECT_NE(output_.find("neuron.free-set    _00_01_02_03_08_10_11_13_14_  "), std::string::npos)
      << output_;
  EXPECT_NE(output_.find("(set by the write)"), std::string::npos) << output_;
}

TEST_F(RunTest, VersionAsksTheDaemonToo) {
  Serve();
  Publish(1);
  ASSERT_TRUE(RunIt(Command("version")).ok());
  EXPECT_NE(output_.find("\nneuron-agent 1.2.3 at "), std::string::npos) << output_;
}

TEST_F(RunTest, VersionDoesWithoutADaemon) {
  ASSERT_TRUE(RunIt(Command("version")).ok());
  EXPECT_EQ(output_.find("neuronctl "), 0u);
  EXPECT_NE(output_.find("neuron-agent unknown: cannot reach"), std::string::npos) << output_;
}

TEST_F(RunTest, LocalNeedsNoDaemon) {
  // A host without a driver.
  Options options = Command("ls");
  options.local = true;
  options.host.sysfs = directory_.Path("");
  options.host.dev = directory_.Path("");
  options.host.proc_devices = directory_.Write("devices", "Character devices:\n");
  const absl::Status status = RunIt(options);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_NE(output_.find("no Neuron driver loaded"), std::string::npos) << output_;
}

}  // namespace
}  // namespace neuron
