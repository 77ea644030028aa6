#include "agent/workload/kernel_scan.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "absl/time/clock.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

descriptor_record Record(unsigned pid, unsigned chip, unsigned flags) {
  descriptor_record record = {};
  record.tgid = pid;
  record.subject = chip;
  record.flags = flags;
  record.start_ns = 12'345'678'901;
  std::strcpy(record.comm, "python3");
  return record;
}

TEST(FoldDescriptors, MakesAHolderOfEachProcessByPid) {
  const auto holders = FoldDescriptors(
      {Record(300, 1, O_RDWR), Record(20, 63, O_RDONLY), Record(300, 0, O_RDWR | O_CLOEXEC)});
  ASSERT_THAT(holders, SizeIs(2));
  EXPECT_EQ(holders[0].pid, 20);
  EXPECT_EQ(holders[0].held, ChipSet{63});
  EXPECT_EQ(holders[1].pid, 300);
  EXPECT_EQ(holders[1].held, (ChipSet{0, 1}));
  EXPECT_TRUE(holders[1].observed.empty());
}

TEST(FoldDescriptors, CountsTheStartInClockTicks) {
  const auto holders = FoldDescriptors({Record(1, 0, O_RDWR)});
  EXPECT_EQ(holders[0].start_ticks, 1234u);
  EXPECT_EQ(holders[0].command, "python3");
}

TEST(FoldDescriptors, TellsHoldersFromObservers) {
  const auto holders = FoldDescriptors({Record(1, 0, O_WRONLY), Record(1, 1, 3)});
  EXPECT_EQ(holders[0].observed, (ChipSet{0, 1}));
  EXPECT_TRUE(holders[0].held.empty());
}

TEST(FoldDescriptors, TakesAProcessWithBothForAHolderWhicheverComesFirst) {
  for (const auto& records :
       {std::vector<descriptor_record>{Record(1, 0, O_WRONLY), Record(1, 0, 0)},
        std::vector<descriptor_record>{Record(1, 0, 0), Record(1, 0, O_WRONLY)}}) {
    const auto holders = FoldDescriptors(records);
    ASSERT_THAT(holders, SizeIs(1));
    EXPECT_EQ(holders[0].held, ChipSet{0});
    EXPECT_TRUE(holders[0].observed.empty());
  }
}

TEST(FoldDescriptors, LeavesOutPathDescriptorsAndRecordsOfNoChip) {
  EXPECT_THAT(
      FoldDescriptors({Record(1, 0, O_PATH), Record(2, 64, O_RDWR), Record(3, 0xffffffff, O_RDWR)}),
      IsEmpty());
  EXPECT_THAT(FoldDescriptors({}), IsEmpty());
}

// Remembers what it was asked for and answers as it was told.
class FakeWalk : public DescriptorWalk {
 public:
  explicit FakeWalk(absl::StatusOr<std::vector<descriptor_record>> answer)
      : answer_(std::move(answer)) {}

  absl::StatusOr<std::vector<descriptor_record>> Walk(
      const std::vector<Subject>& subjects) override {
    subjects_ = subjects;
    return answer_;
  }

  const std::vector<Subject>& subjects() const { return subjects_; }

 private:
  absl::StatusOr<std::vector<descriptor_record>> answer_;
  std::vector<Subject> subjects_;
};

TEST(ScanKernel, LooksForEachChipByItsIdentity) {
  FakeWalk walk(std::vector<descriptor_record>{Record(7, 3, O_RDWR)});
  const absl::Time now = absl::FromUnixSeconds(1795000000);
  const HolderScan scan =
      ScanKernel(&walk, {{DeviceIdentity::CharacterDevice(245, 3), 3}, {{8, 1, 42}, 5}}, now)
          .value();
  ASSERT_THAT(walk.subjects(), SizeIs(2));
  EXPECT_EQ(walk.subjects()[0].key.major, 8u);
  EXPECT_EQ(walk.subjects()[0].key.minor, 1u);
  EXPECT_EQ(walk.subjects()[0].key.inode, 42u);
  EXPECT_EQ(walk.subjects()[0].number, 5u);
  EXPECT_EQ(walk.subjects()[1].key.major, 245u);
  EXPECT_EQ(walk.subjects()[1].key.minor, 3u);
  EXPECT_EQ(walk.subjects()[1].key.inode, 0u);
  EXPECT_EQ(walk.subjects()[1].number, 3u);
  EXPECT_EQ(scan.taken_at, now);
  EXPECT_EQ(scan.source, "bpf");
  EXPECT_TRUE(scan.sight.ok());
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].pid, 7);
}

TEST(ScanKernel, FailsAsTheWalk) {
  FakeWalk walk(absl::UnavailableError("read the descriptor walk"));
  EXPECT_EQ(ScanKernel(&walk, {}, absl::Now()).status(),
            absl::UnavailableError("read the descriptor walk"));
}

}  // namespace
}  // namespace neuron
