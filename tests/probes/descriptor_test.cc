#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "probes/descriptor_walk.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

descriptor_record Record(unsigned pid) {
  descriptor_record record = {};
  record.tgid = pid;
  record.fd = 5;
  record.flags = 0100002;
  record.subject = 3;
  record.start_ns = 99;
  record.cgroup = 77;
  record.pid = 6;
  std::strcpy(record.comm, "python3");
  return record;
}

std::string BytesOf(const std::vector<descriptor_record>& records) {
  return {reinterpret_cast<const char*>(records.data()), records.size() * sizeof(records[0])};
}

TEST(DecodeDescriptors, GivesEachRecordInOrder) {
  const auto records = DecodeDescriptors(BytesOf({Record(1), Record(2)})).value();
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].tgid, 1u);
  EXPECT_EQ(records[1].tgid, 2u);
  EXPECT_EQ(records[1].fd, 5u);
  EXPECT_EQ(records[1].flags, 0100002u);
  EXPECT_EQ(records[1].subject, 3u);
  EXPECT_EQ(records[1].start_ns, 99u);
  EXPECT_EQ(records[1].cgroup, 77u);
  EXPECT_EQ(records[1].pid, 6u);
  EXPECT_STREQ(records[1].comm, "python3");
}

TEST(DecodeDescriptors, GivesNothingOfNoBytes) {
  EXPECT_THAT(DecodeDescriptors("").value(), IsEmpty());
  EXPECT_THAT(DecodeDescriptors(absl::string_view()).value(), IsEmpty());
}

TEST(DecodeDescriptors, RefusesARecordThatIsCutShort) {
  const std::string bytes = BytesOf({Record(1), Record(2)});
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto records = DecodeDescriptors(absl::string_view(bytes).substr(0, size));
    EXPECT_EQ(records.ok(), size % sizeof(descriptor_record) == 0) << size;
    EXPECT_TRUE(records.ok() || absl::IsDataLoss(records.status())) << size;
  }
}

TEST(DecodeDescriptors, ClosesANameThatIsNotClosed) {
  descriptor_record record = Record(1);
  std::memset(record.comm, 'x', sizeof(record.comm));
  const auto records = DecodeDescriptors(BytesOf({record, record})).value();
  EXPECT_EQ(std::string(records[0].comm), std::string(15, 'x'));
}

TEST(DecodeDescriptors, TakesBytesThatAreNotAligned) {
  const std::string bytes = "x" + BytesOf({Record(7)});
  EXPECT_EQ(DecodeDescriptors(absl::string_view(bytes).substr(1))->at(0).tgid, 7u);
}

}  // namespace
}  // namespace neuron
