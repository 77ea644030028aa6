#include "agent/sink/snapshot_hub.h"

#include <atomic>
#include <memory>
#include <thread>

#include "agent/sink/byte_message.h"
#include "gtest/gtest.h"
#include "proto/neuron_agent.pb.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

std::shared_ptr<const Snapshot> Numbered(std::uint64_t sequence) {
  auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
  snapshot->sequence = sequence;
  return snapshot;
}

agent::v1::Snapshot LatestMessage(const SnapshotHub& hub) {
  agent::v1::Snapshot message;
  EXPECT_TRUE(Unpack(hub.Latest()->message(), &message));
  return message;
}

class CountingReader : public SnapshotReader {
 public:
  void OnNews() override { ++news; }

  std::atomic<int> news{0};
};

// Leaves in the middle of the news.
class LeavingReader : public SnapshotReader {
 public:
  explicit LeavingReader(std::shared_ptr<SnapshotReader>* other) : other_(other) {}
  void OnNews() override { other_->reset(); }

 private:
  std::shared_ptr<SnapshotReader>* const other_;
};

TEST(SnapshotHub, IsEmptyAtFirst) { EXPECT_EQ(SnapshotHub("1.2.3").Latest(), nullptr); }

TEST(SnapshotHub, HoldsTheLatestOnly) {
  SnapshotHub hub("1.2.3");
  hub.Publish(Numbered(1));
  const std::weak_ptr<const EncodedSnapshot> first = hub.Latest();
  hub.Publish(Numbered(2));
  EXPECT_TRUE(first.expired());
  EXPECT_EQ(LatestMessage(hub).sequence(), 2u);
  EXPECT_EQ(LatestMessage(hub).agent_version(), "1.2.3");
}

TEST(SnapshotHub, TellsReadersOfWhatComes) {
  SnapshotHub hub("1.2.3");
  hub.Publish(Numbered(1));
  const auto reader = std::make_shared<CountingReader>();
  hub.Subscribe(reader);
  EXPECT_EQ(reader->news, 0);
  hub.Publish(Numbered(2));
  EXPECT_EQ(reader->news, 1);
}

TEST(SnapshotHub, ForgetsReadersThatAreGone) {
  SnapshotHub hub("1.2.3");
  auto reader = std::make_shared<CountingReader>();
  const std::weak_ptr<CountingReader> watch = reader;
  hub.Subscribe(reader);
  reader.reset();
  EXPECT_TRUE(watch.expired());
  hub.Publish(Numbered(1));
}

TEST(SnapshotHub, LetsReadersLeaveDuringTheNews) {
  SnapshotHub hub("1.2.3");
  std::shared_ptr<SnapshotReader> second = std::make_shared<CountingReader>();
  const auto first = std::make_shared<LeavingReader>(&second);
  hub.Subscribe(first);
  hub.Subscribe(second);
  hub.Publish(Numbered(1));
  EXPECT_EQ(second, nullptr);
}

TEST(SnapshotHub, TellsReadersThatItCloses) {
  SnapshotHub hub("1.2.3");
  const auto reader = std::make_shared<CountingReader>();
  hub.Subscribe(reader);
  EXPECT_FALSE(hub.closed());
  hub.Close();
  hub.Close();
  EXPECT_TRUE(hub.closed());
  EXPECT_EQ(reader->news, 1);
}

TEST(SnapshotHub, MayBeUsedByAnyThread) {
  SnapshotHub hub("1.2.3");
  const auto snapshot = Numbered(1);
  std::atomic<bool> stop{false};
  std::thread subscriber([&] {
    while (!stop) {
      const auto reader = std::make_shared<CountingReader>();
      hub.Subscribe(reader);
      hub.Latest();
    }
  });
  for (int i = 0; i < 1000; ++i) {
    hub.Publish(snapshot);
  }
  stop = true;
  subscriber.join();
}

}  // namespace
}  // namespace neuron
