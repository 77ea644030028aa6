#include "agent/sink/stream_server.h"

#include <sys/stat.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "proto/health.grpc.pb.h"
#include "proto/neuron_agent.grpc.pb.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using agent::v1::NeuronAgent;

// What a subscriber holds: one call of WatchSnapshots, on a connection of its own.
struct Subscriber {
  grpc::ClientContext context;
  std::unique_ptr<NeuronAgent::Stub> stub;
  std::unique_ptr<grpc::ClientReader<agent::v1::Snapshot>> reader;

  std::uint64_t Read() {
    agent::v1::Snapshot snapshot;
    return reader->Read(&snapshot) ? snapshot.sequence() : 0;
  }
};

class StreamServerTest : public testing::Test {
 protected:
  void SetUp() override {
    absl::StatusOr<SocketClaim> claim = SocketClaim::Take(socket_);
    ASSERT_TRUE(claim.ok()) << claim.status();
    absl::StatusOr<std::unique_ptr<StreamServer>> server =
        StreamServer::Start(*std::move(claim), &hub_, [] { return agent::v1::Publication(); }, {});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  // A channel with a connection that it shares with no other, and a fixed window of 64 kB.
  std::shared_ptr<grpc::Channel> Connect() {
    grpc::ChannelArguments settings;
    settings.SetInt("test.connection", ++connections_);
    settings.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
    return grpc::CreateCustomChannel("unix:" + socket_, grpc::InsecureChannelCredentials(),
                                     settings);
  }

  std::unique_ptr<Subscriber> Subscribe() {
    auto subscriber = std::make_unique<Subscriber>();
    subscriber->stub = NeuronAgent::NewStub(Connect());
    subscriber->reader = subscriber->stub->WatchSnapshots(&subscriber->context, {});
    return subscriber;
  }

  void Publish(std::uint64_t sequence) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    snapshot->sequence = sequence;
    hub_.Publish(snapshot);
  }

  absl::Duration TimeToStop() {
    const absl::Time start = absl::Now();
    server_.reset();
    return absl::Now() - start;
  }

  const TemporaryDirectory directory_;
  const std::string socket_ = directory_.Path("agent.sock");
  SnapshotHub hub_{"1.2.3"};
  std::unique_ptr<StreamServer> server_;
  int connections_ = 0;
};

TEST_F(StreamServerTest, ServesOnASocketOfMode0660) {
  struct stat info = {};
  ASSERT_EQ(lstat(socket_.c_str(), &info), 0);
  EXPECT_TRUE(S_ISSOCK(info.st_mode));
  EXPECT_EQ(info.st_mode & 07777, 0660u);
}

TEST_F(StreamServerTest, GivesTheLatestSnapshot) {
  Publish(7);
  grpc::ClientContext context;
  agent::v1::Snapshot snapshot;
  const grpc::Status status = NeuronAgent::NewStub(Connect())->GetSnapshot(&context, {}, &snapshot);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(snapshot.sequence(), 7u);
  EXPECT_EQ(snapshot.agent_version(), "1.2.3");
}

TEST_F(StreamServerTest, SaysThatThereIsNoSnapshotYet) {
  grpc::ClientContext context;
  agent::v1::Snapshot snapshot;
  const grpc::Status status = NeuronAgent::NewStub(Connect())->GetSnapshot(&context, {}, &snapshot);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "no snapshot yet: the agent is starting; try again");
}

TEST_F(StreamServerTest, StreamsEachSnapshotToFiftySubscribers) {
  Publish(1);
  std::vector<std::unique_ptr<Subscriber>> subscribers;
  for (int i = 0; i < 50; ++i) {
    subscribers.push_back(Subscribe());
  }
  for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) {
    Publish(sequence);
    for (const std::unique_ptr<Subscriber>& subscriber : subscribers) {
      while (subscriber->Read() != sequence) {
      }
    }
  }
  EXPECT_LT(TimeToStop(), absl::Milliseconds(100));
}

TEST_F(StreamServerTest, IsNotHeldUpByASubscriberThatDoesNotRead) {
  Publish(1);
  const std::unique_ptr<Subscriber> slow = Subscribe();
  ASSERT_EQ(slow->Read(), 1u);
  const std::unique_ptr<Subscriber> quick = Subscribe();
  ASSERT_EQ(quick->Read(), 1u);
  std::uint64_t sequence = 1;
  for (int i = 0; i < 200; ++i) {
    Publish(++sequence);
    while (quick->Read() != sequence) {
    }
  }
  std::uint64_t read = slow->Read();
  int received = 1;
  for (; read != sequence; read = slow->Read()) {
    ASSERT_NE(read, 0u);
    ++received;
  }
  EXPECT_LT(received, 200);
}

TEST_F(StreamServerTest, EndsStreamsWithUnavailable) {
  Publish(1);
  const std::unique_ptr<Subscriber> subscriber = Subscribe();
  ASSERT_EQ(subscriber->Read(), 1u);
  EXPECT_LT(TimeToStop(), absl::Milliseconds(100));
  EXPECT_EQ(subscriber->Read(), 0u);
  const grpc::Status status = subscriber->reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "the agent is stopping");
}

TEST_F(StreamServerTest, StopsInTimeThoughASubscriberDoesNotRead) {
  Publish(1);
  const std::unique_ptr<Subscriber> slow = Subscribe();
  ASSERT_EQ(slow->Read(), 1u);
  for (std::uint64_t sequence = 2; sequence < 100; ++sequence) {
    Publish(sequence);
  }
  EXPECT_LT(TimeToStop(), absl::Milliseconds(100));
}

TEST_F(StreamServerTest, LeavesNoFiles) {
  server_.reset();
  struct stat info;
  for (const char* const suffix : {"", ".lock", ".new"}) {
    EXPECT_NE(lstat((socket_ + suffix).c_str(), &info), 0) << suffix;
  }
}

TEST_F(StreamServerTest, SurvivesSubscribersThatLeave) {
  Publish(1);
  for (int i = 0; i < 20; ++i) {
    const std::unique_ptr<Subscriber> subscriber = Subscribe();
    ASSERT_EQ(subscriber->Read(), 1u);
    subscriber->context.TryCancel();
  }
  Publish(2);
  EXPECT_EQ(Subscribe()->Read(), 2u);
}

TEST_F(StreamServerTest, AnswersHealthChecks) {
  Publish(1);
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckResponse response;
  const grpc::Status status =
      grpc::health::v1::Health::NewStub(Connect())->Check(&context, {}, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING);
}

TEST_F(StreamServerTest, CannotServeAPathThatSomebodyElseServes) {
  EXPECT_TRUE(absl::IsAlreadyExists(SocketClaim::Take(socket_).status()));
}

TEST(StreamServer, SaysWhenTheGroupIsUnknown) {
  const TemporaryDirectory directory;
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(directory.Path("s"));
  ASSERT_TRUE(claim.ok()) << claim.status();
  SnapshotHub hub("1.2.3");
  const auto server = StreamServer::Start(
      *std::move(claim), &hub, [] { return agent::v1::Publication(); }, {"no-such-group", {}});
  EXPECT_TRUE(absl::IsNotFound(server.status())) << server.status();
}

}  // namespace
}  // namespace neuron
