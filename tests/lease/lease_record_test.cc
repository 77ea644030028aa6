#include "agent/lease/lease_record.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr char kBoot[] = "4c0f6b1e-0000-4000-8000-000000000000";

LeaseRecord Example() {
  LeaseRecord record;
  record.boot_id = kBoot;
  record.lease.id = 17;
  record.lease.chips = {0, 1, 2, 3};
  record.lease.pid = 4242;
  record.lease.start_ticks = 987654;
  record.lease.command = "python3";
  record.lease.container = std::string("0123456789abcdef");
  record.lease.since = absl::FromUnixNanos(1795000000123456789);
  return record;
}

LeaseRecord Again(const LeaseRecord& record) {
  const absl::StatusOr<LeaseRecord> again = ParseLeaseRecord(FormatLeaseRecord(record));
  EXPECT_TRUE(again.ok()) << FormatLeaseRecord(record);
  return again.ok() ? *again : LeaseRecord();
}

TEST(LeaseRecord, IsOneLine) {
  EXPECT_EQ(FormatLeaseRecord(Example()),
            "lease-1 4c0f6b1e-0000-4000-8000-000000000000 17 f 4242 987654 1795000000123456789 "
            ":0123456789abcdef :python3\n");
}

TEST(LeaseRecord, IsReadAsItWasWritten) {
  const LeaseRecord again = Again(Example());
  EXPECT_EQ(again.boot_id, kBoot);
  EXPECT_EQ(again.lease.id, 17u);
  EXPECT_EQ(again.lease.chips, (ChipSet{0, 1, 2, 3}));
  EXPECT_EQ(again.lease.pid, 4242);
  EXPECT_EQ(again.lease.start_ticks, 987654u);
  EXPECT_EQ(again.lease.command, "python3");
  EXPECT_EQ(again.lease.container, Reading<std::string>("0123456789abcdef"));
  EXPECT_EQ(again.lease.since, Example().lease.since);
}

TEST(LeaseRecord, KeepsAnyCommand) {
  for (const char* const command : {"", "a b", "?", "-", "\n\\\xff 040"}) {
    LeaseRecord record = Example();
    record.lease.command = command;
    EXPECT_EQ(Again(record).lease.command, command);
  }
}

TEST(LeaseRecord, KeepsAbsentAndUnknownApart) {
  LeaseRecord record = Example();
  record.lease.container = Reading<std::string>::Absent();
  EXPECT_TRUE(Again(record).lease.container.is_absent());
  record.lease.container = Reading<std::string>::Unknown(absl::UnknownError("refused"));
  EXPECT_TRUE(Again(record).lease.container.is_unknown());
}

TEST(LeaseRecord, IsRefusedUnlessWhole) {
  const std::string text = FormatLeaseRecord(Example());
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(ParseLeaseRecord(text.substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(ParseLeaseRecord(text + text).ok());
  EXPECT_FALSE(ParseLeaseRecord("lease-1 b 1 0 1 1 1 - :x\n").ok());
  EXPECT_FALSE(ParseLeaseRecord("lease-2 b 1 f 1 1 1 - :x\n").ok());
  EXPECT_TRUE(ParseLeaseRecord("lease-1 b 1 f 1 1 1 - :x\n").ok());
}

}  // namespace
}  // namespace neuron
