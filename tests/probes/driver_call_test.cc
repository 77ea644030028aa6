#include <gtest/gtest.h>

#include <string>

#include "probes/driver_calls.h"

namespace neuron {
namespace {

std::string Bytes(const driver_call_record& record) {
  return std::string(reinterpret_cast<const char*>(&record), sizeof(record));
}

driver_call_record Record() {
  driver_call_record record = {};
  record.at_ns = 1'000'000'001;
  record.tgid = 42;
  record.function = DRIVER_FLUSH;
  record.major = 245;
  record.minor = 3;
  record.has_node = 1;
  return record;
}

TEST(DecodeDriverCall, GivesWhoCalledWhatAndWhen) {
  const auto call = DecodeDriverCall(Bytes(Record()));
  ASSERT_TRUE(call.ok()) << call.status();
  EXPECT_EQ(call->function, DRIVER_FLUSH);
  EXPECT_EQ(call->at, absl::Seconds(1) + absl::Nanoseconds(1));
  EXPECT_EQ(call->pid, 42);
  ASSERT_TRUE(call->node.has_value());
  EXPECT_EQ(call->node->major, 245u);
  EXPECT_EQ(call->node->minor, 3u);
}

TEST(DecodeDriverCall, TellsNoNodeFromDeviceZero) {
  driver_call_record record = Record();
  record.has_node = 0;
  EXPECT_FALSE(DecodeDriverCall(Bytes(record))->node.has_value());
}

TEST(DecodeDriverCall, RefusesWhatIsShortOrLong) {
  const std::string whole = Bytes(Record());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_TRUE(absl::IsDataLoss(DecodeDriverCall(whole.substr(0, size)).status())) << size;
  }
  EXPECT_TRUE(absl::IsDataLoss(DecodeDriverCall(whole + '\0').status()));
}

TEST(DecodeDriverCall, RefusesWhatIsForeign) {
  driver_call_record record = Record();
  record.function = DRIVER_FUNCTIONS;
  EXPECT_TRUE(absl::IsDataLoss(DecodeDriverCall(Bytes(record)).status()));
  record = Record();
  record.has_node = 2;
  EXPECT_TRUE(absl::IsDataLoss(DecodeDriverCall(Bytes(record)).status()));
}

TEST(DriverProbeName, IsThatOfTheDriversFunction) {
  EXPECT_EQ(DriverProbeName(DRIVER_OPEN), "kprobe:ncdev_open");
  EXPECT_EQ(DriverProbeName(DRIVER_ATTACH), "kprobe:npid_attach");
  EXPECT_EQ(DriverProbeName(DRIVER_FLUSH), "kprobe:ncdev_flush");
  EXPECT_EQ(DriverProbeName(DRIVER_DETACH), "kprobe:npid_detach");
  EXPECT_EQ(DriverProbeName(DRIVER_RELEASE), "kprobe:ncdev_release");
  EXPECT_EQ(DriverProbeName(DRIVER_RESET), "kprobe:nr_start_ncs");
}

}  // namespace
}  // namespace neuron
