#include "agent/cli/message_text.h"

#include <algorithm>
#include <cstdint>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "gtest/gtest.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {
namespace {

agent::v1::Snapshot Small() {
  agent::v1::Snapshot snapshot;
  snapshot.set_sequence(7);
  snapshot.set_health(agent::v1::NODE_HEALTH_OK);
  agent::v1::Core* const core = snapshot.add_chips()->add_cores();
  core->set_executions_failed_total(0);
  return snapshot;
}

TEST(JsonLine, IsOneLineWithTheNamesOfTheProto) {
  EXPECT_EQ(JsonLine(Small()),
            "{\"sequence\":\"7\",\"chips\":[{\"cores\":[{\"executions_failed_total\":\"0\"}]}],"
            "\"health\":\"NODE_HEALTH_OK\"}\n");
}

TEST(JsonLine, IsOneLineWhateverAProcessCallsItself) {
  agent::v1::Snapshot snapshot;
  snapshot.add_holders()->set_command("two\nlines");
  const std::string line = JsonLine(snapshot);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
}

TEST(JsonPage, IsIndented) { EXPECT_EQ(JsonPage(Small()).find("{\n \"sequence\": \"7\",\n"), 0u); }

TEST(Record, CarriesItsLength) {
  const std::string records = Record(Small()) + Record(agent::v1::Snapshot()) + Record(Small());
  google::protobuf::io::ArrayInputStream stream(records.data(), static_cast<int>(records.size()));
  agent::v1::Snapshot read;
  bool at_end = false;
  for (const std::uint64_t sequence : {7, 0, 7}) {
    read.Clear();
    ASSERT_TRUE(google::protobuf::util::ParseDelimitedFromZeroCopyStream(&read, &stream, &at_end));
    EXPECT_EQ(read.sequence(), sequence);
  }
  EXPECT_FALSE(google::protobuf::util::ParseDelimitedFromZeroCopyStream(&read, &stream, &at_end));
  EXPECT_TRUE(at_end);
}

}  // namespace
}  // namespace neuron
