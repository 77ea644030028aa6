#include "agent/sink/stream_service.h"

#include <memory>
#include <string>
#include <vector>

#include "agent/sink/byte_message.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "proto/health.pb.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

agent::v1::Publication MakePublication() {
  agent::v1::Publication publication;
  publication.set_cluster("blue");
  return publication;
}

class StreamServiceTest : public testing::Test {
 protected:
  // With another table of capabilities.
  void PublishOtherCapabilities(std::uint64_t sequence) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    auto inventory = std::make_shared<Inventory>(*snapshot->inventory);
    inventory->capabilities.pop_back();
    snapshot->inventory = inventory;
    snapshot->sequence = sequence;
    hub_.Publish(snapshot);
  }

  std::unique_ptr<Reply> GetInventory() {
    return service_.GetInventory(Pack(agent::v1::GetInventoryRequest()));
  }

  void Publish(std::uint64_t sequence, bool changed = true) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    snapshot->sequence = sequence;
    if (changed) {
      snapshot->evidence.holders.holders[0].start_ticks = sequence;
    }
    hub_.Publish(snapshot);
  }

  std::unique_ptr<Reply> GetSnapshot() {
    return service_.GetSnapshot(Pack(agent::v1::GetSnapshotRequest()));
  }

  std::unique_ptr<Reply> Watch(bool changes_only = false) {
    agent::v1::WatchSnapshotsRequest request;
    request.set_changes_only(changes_only);
    return service_.WatchSnapshots(Pack(request));
  }

  std::unique_ptr<Reply> CheckHealthOf(const std::string& service) {
    HealthCheckRequest request;
    request.set_service(service);
    return service_.CheckHealth(Pack(request));
  }

  std::unique_ptr<Reply> WatchHealth() { return service_.WatchHealth(Pack(HealthCheckRequest())); }

  SnapshotHub hub_{"1.2.3"};
  StreamService service_{&hub_, MakePublication, {false, std::string("/run/l"), false, {}}};
};

// The next thing that the reply has to say: "send <sequence>", "wait", "end <code>".
std::string Next(Reply* reply) {
  const Reply::Move move = reply->Next();
  if (move.kind == Reply::Kind::kWait) {
    return "wait";
  }
  if (move.kind == Reply::Kind::kEnd) {
    return "end " + std::to_string(move.status.error_code());
  }
  agent::v1::Snapshot snapshot;
  EXPECT_TRUE(Unpack(move.message, &snapshot));
  return "send " + std::to_string(snapshot.sequence());
}

int NextCapabilities(Reply* reply) {
  agent::v1::Snapshot snapshot;
  EXPECT_TRUE(Unpack(reply->Next().message, &snapshot));
  return snapshot.capabilities_size();
}

HealthCheckResponse::ServingStatus NextHealth(Reply* reply) {
  const Reply::Move move = reply->Next();
  EXPECT_EQ(move.kind, Reply::Kind::kSend);
  HealthCheckResponse response;
  EXPECT_TRUE(Unpack(move.message, &response));
  return response.status();
}

TEST_F(StreamServiceTest, HasNoSnapshotBeforeTheFirst) {
  EXPECT_EQ(Next(GetSnapshot().get()), "end " + std::to_string(grpc::StatusCode::UNAVAILABLE));
}

TEST_F(StreamServiceTest, GivesTheLatestSnapshot) {
  Publish(1);
  Publish(2);
  const std::unique_ptr<Reply> reply = GetSnapshot();
  EXPECT_EQ(Next(reply.get()), "send 2");
  EXPECT_EQ(Next(reply.get()), "end 0");
}

class DemandedStreamTest : public testing::Test {
 protected:
  void PublishFor(std::uint64_t wish) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    snapshot->sequence = ++published_;
    snapshot->wish = wish;
    hub_.Publish(snapshot);
  }

  std::unique_ptr<Reply> GetSnapshot() {
    return service_.GetSnapshot(Pack(agent::v1::GetSnapshotRequest()));
  }

  FakeClock clock_;
  Demand demand_{&clock_};
  SnapshotHub hub_{"1.2.3", &demand_};
  StreamService service_{&hub_, MakePublication, AgentSettings()};
  std::uint64_t published_ = 0;
};

TEST_F(DemandedStreamTest, AnswersAfterThePassThatTheRequestIsFor) {
  PublishFor(0);
  const std::unique_ptr<Reply> reply = GetSnapshot();
  EXPECT_EQ(Next(reply.get()), "wait");
  PublishFor(0);
  EXPECT_EQ(Next(reply.get()), "wait");
  PublishFor(1);
  EXPECT_EQ(Next(reply.get()), "send 3");
  EXPECT_EQ(Next(reply.get()), "end 0");
}

TEST_F(DemandedStreamTest, AnswersAtOnceWhoAsksSoonAfter) {
  PublishFor(0);
  GetSnapshot();
  PublishFor(1);
  clock_.Advance(Demand::kLinger - absl::Seconds(1));
  EXPECT_EQ(Next(GetSnapshot().get()), "send 2");
  clock_.Advance(Demand::kLinger);
  EXPECT_EQ(Next(GetSnapshot().get()), "wait");
}

TEST_F(DemandedStreamTest, LetsNobodyWaitForAnAgentThatStops) {
  PublishFor(0);
  const std::unique_ptr<Reply> reply = GetSnapshot();
  hub_.Close();
  EXPECT_EQ(Next(reply.get()), "end " + std::to_string(grpc::StatusCode::UNAVAILABLE));
}

TEST_F(DemandedStreamTest, BeginsAWatchWithThePassThatItIsFor) {
  PublishFor(0);
  const std::unique_ptr<Reply> watch =
      service_.WatchSnapshots(Pack(agent::v1::WatchSnapshotsRequest()));
  EXPECT_EQ(Next(watch.get()), "wait");
  PublishFor(1);
  EXPECT_EQ(Next(watch.get()), "send 2");
}

TEST_F(DemandedStreamTest, LetsASubscriberWaitWhoTookNothingForLong) {
  PublishFor(0);
  const std::unique_ptr<Reply> watch =
      service_.WatchSnapshots(Pack(agent::v1::WatchSnapshotsRequest()));
  watch->Next();
  clock_.Advance(Demand::kLinger);
  PublishFor(1);
  EXPECT_EQ(Next(watch.get()), "wait");
  PublishFor(2);
  EXPECT_EQ(Next(watch.get()), "send 3");
}

TEST_F(DemandedStreamTest, WantsAllForASubscriberWhoIsToldOfNothing) {
  PublishFor(0);
  agent::v1::WatchSnapshotsRequest request;
  request.set_changes_only(true);
  const std::unique_ptr<Reply> watch = service_.WatchSnapshots(Pack(request));
  watch->Next();
  PublishFor(1);
  EXPECT_EQ(Next(watch.get()), "send 2");
  for (int minute = 0; minute < 10; ++minute) {
    clock_.Advance(absl::Minutes(1));
    PublishFor(1);
    EXPECT_EQ(Next(watch.get()), "wait");
  }
  EXPECT_EQ(demand_.Latest().groups, CounterGroups(true));
  EXPECT_EQ(demand_.Latest().number, 1u);
}

TEST_F(DemandedStreamTest, WantsNothingForWhoReadsNoCounters) {
  PublishFor(0);
  service_.GetInventory(Pack(agent::v1::GetInventoryRequest()))->Next();
  service_.WatchHealth(Pack(HealthCheckRequest()))->Next();
  EXPECT_EQ(demand_.Latest().number, 0u);
}

TEST_F(StreamServiceTest, HasNoInventoryBeforeTheFirstSnapshot) {
  EXPECT_EQ(Next(GetInventory().get()), "end " + std::to_string(grpc::StatusCode::UNAVAILABLE));
}

TEST_F(StreamServiceTest, GivesTheInventoryOfTheLatestSnapshot) {
  Publish(1);
  const std::unique_ptr<Reply> reply = GetInventory();
  agent::v1::Inventory inventory;
  ASSERT_TRUE(Unpack(reply->Next().message, &inventory));
  EXPECT_EQ(inventory.agent_version(), "1.2.3");
  EXPECT_EQ(inventory.chips_size(), 16);
  EXPECT_GT(inventory.capabilities_size(), 0);
  EXPECT_EQ(Next(reply.get()), "end 0");
}

TEST_F(StreamServiceTest, SendsCapabilitiesOnlyToWhoHasNotHadThem) {
  Publish(1);
  const int all = NextCapabilities(GetSnapshot().get());
  EXPECT_GT(all, 0);
  const std::unique_ptr<Reply> watch = Watch();
  EXPECT_EQ(NextCapabilities(watch.get()), all);
  Publish(2);
  EXPECT_EQ(NextCapabilities(watch.get()), 0);
  EXPECT_EQ(NextCapabilities(Watch().get()), all);
  PublishOtherCapabilities(3);
  EXPECT_EQ(NextCapabilities(watch.get()), all - 1);
}

TEST_F(StreamServiceTest, WatchesTheLatestAtOnceThenEachNewOne) {
  Publish(1);
  const std::unique_ptr<Reply> watch = Watch();
  EXPECT_EQ(Next(watch.get()), "send 1");
  EXPECT_EQ(Next(watch.get()), "wait");
  Publish(2);
  EXPECT_EQ(Next(watch.get()), "send 2");
  EXPECT_EQ(Next(watch.get()), "wait");
}

TEST_F(StreamServiceTest, WaitsForTheFirstSnapshot) {
  const std::unique_ptr<Reply> watch = Watch();
  EXPECT_EQ(Next(watch.get()), "wait");
  Publish(1);
  EXPECT_EQ(Next(watch.get()), "send 1");
}

TEST_F(StreamServiceTest, SkipsForASlowSubscriber) {
  Publish(1);
  const std::unique_ptr<Reply> watch = Watch();
  EXPECT_EQ(Next(watch.get()), "send 1");
  Publish(2);
  Publish(3);
  EXPECT_EQ(Next(watch.get()), "send 3");
  EXPECT_EQ(Next(watch.get()), "wait");
}

TEST_F(StreamServiceTest, SendsOnlyChangesToWhoWantsOnlyThose) {
  Publish(1, false);
  const std::unique_ptr<Reply> watch = Watch(true);
  EXPECT_EQ(Next(watch.get()), "send 1");
  Publish(2, false);
  EXPECT_EQ(Next(watch.get()), "wait");
  Publish(3, true);
  EXPECT_EQ(Next(watch.get()), "send 3");
}

TEST_F(StreamServiceTest, EndsWatchesWhenTheHubCloses) {
  Publish(1);
  const std::unique_ptr<Reply> watch = Watch();
  EXPECT_EQ(Next(watch.get()), "send 1");
  hub_.Close();
  EXPECT_EQ(Next(watch.get()), "end " + std::to_string(grpc::StatusCode::UNAVAILABLE));
}

TEST_F(StreamServiceTest, BoundsTheNumberOfWatches) {
  std::vector<std::unique_ptr<Reply>> watches;
  for (int i = 0; i < StreamService::kMaxWatches; ++i) {
    watches.push_back(Watch());
    ASSERT_EQ(Next(watches.back().get()), "wait") << i;
  }
  const std::string exhausted = "end " + std::to_string(grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(Next(Watch().get()), exhausted);
  EXPECT_EQ(Next(WatchHealth().get()), exhausted);
  watches.pop_back();
  EXPECT_EQ(Next(Watch().get()), "wait");
}

TEST_F(StreamServiceTest, GivesThePublication) {
  const std::unique_ptr<Reply> reply =
      service_.GetPublication(Pack(agent::v1::GetPublicationRequest()));
  agent::v1::Publication publication;
  ASSERT_TRUE(Unpack(reply->Next().message, &publication));
  EXPECT_EQ(publication.cluster(), "blue");
}

TEST_F(StreamServiceTest, GivesTheSettings) {
  const std::unique_ptr<Reply> reply = service_.GetSettings(Pack(agent::v1::GetSettingsRequest()));
  agent::v1::Settings settings;
  ASSERT_TRUE(Unpack(reply->Next().message, &settings));
  EXPECT_TRUE(settings.has_publishes());
  EXPECT_FALSE(settings.publishes());
  EXPECT_EQ(settings.lease_socket(), "/run/l");
  EXPECT_TRUE(settings.has_dry_run());
  EXPECT_FALSE(settings.dry_run());
}

TEST_F(StreamServiceTest, GivesTheFlagsAndWhetherItIsADryRun) {
  AgentSettings told;
  told.dry_run = true;
  told.flags = {"--dry_run=true", "--socket=\xff"};
  StreamService service(&hub_, MakePublication, told);
  const std::unique_ptr<Reply> reply = service.GetSettings(Pack(agent::v1::GetSettingsRequest()));
  agent::v1::Settings settings;
  ASSERT_TRUE(Unpack(reply->Next().message, &settings));
  EXPECT_TRUE(settings.dry_run());
  ASSERT_EQ(settings.flags_size(), 2);
  EXPECT_EQ(settings.flags(1), "--socket=\xef\xbf\xbd");
}

TEST_F(StreamServiceTest, SaysOfNoLeaseSocketWhereThereIsNone) {
  StreamService service(&hub_, MakePublication, {});
  const std::unique_ptr<Reply> reply = service.GetSettings(Pack(agent::v1::GetSettingsRequest()));
  agent::v1::Settings settings;
  ASSERT_TRUE(Unpack(reply->Next().message, &settings));
  EXPECT_TRUE(settings.publishes());
  EXPECT_FALSE(settings.has_lease_socket());
}

TEST_F(StreamServiceTest, ServesOnceThereIsASnapshot) {
  for (const char* const service : {"", "neuron.agent.v1.NeuronAgent"}) {
    EXPECT_EQ(NextHealth(CheckHealthOf(service).get()), HealthCheckResponse::NOT_SERVING);
  }
  Publish(1);
  for (const char* const service : {"", "neuron.agent.v1.NeuronAgent"}) {
    EXPECT_EQ(NextHealth(CheckHealthOf(service).get()), HealthCheckResponse::SERVING);
  }
  hub_.Close();
  EXPECT_EQ(NextHealth(CheckHealthOf("").get()), HealthCheckResponse::NOT_SERVING);
}

TEST_F(StreamServiceTest, KnowsNoHealthOfOtherServices) {
  EXPECT_EQ(Next(CheckHealthOf("other").get()),
            "end " + std::to_string(grpc::StatusCode::NOT_FOUND));
}

TEST_F(StreamServiceTest, TellsEachChangeOfHealth) {
  const std::unique_ptr<Reply> watch = WatchHealth();
  EXPECT_EQ(NextHealth(watch.get()), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(Next(watch.get()), "wait");
  Publish(1);
  EXPECT_EQ(NextHealth(watch.get()), HealthCheckResponse::SERVING);
  Publish(2);
  EXPECT_EQ(Next(watch.get()), "wait");
  hub_.Close();
  EXPECT_EQ(NextHealth(watch.get()), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(Next(watch.get()), "end " + std::to_string(grpc::StatusCode::CANCELLED));
}

TEST_F(StreamServiceTest, RefusesRequestsThatMakeNoSense) {
  const grpc::Slice slice("\xff\xff\xff garbage");
  const grpc::ByteBuffer garbage(&slice, 1);
  const std::string refused = "end " + std::to_string(grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Next(service_.GetSnapshot(garbage).get()), refused);
  EXPECT_EQ(Next(service_.WatchSnapshots(garbage).get()), refused);
  EXPECT_EQ(Next(service_.GetInventory(garbage).get()), refused);
  EXPECT_EQ(Next(service_.GetPublication(garbage).get()), refused);
  EXPECT_EQ(Next(service_.GetSettings(garbage).get()), refused);
  EXPECT_EQ(Next(service_.CheckHealth(garbage).get()), refused);
  EXPECT_EQ(Next(service_.WatchHealth(garbage).get()), refused);
}

}  // namespace
}  // namespace neuron
