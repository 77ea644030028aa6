#include "tests/simulator/play/file_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace neuron::sim {
namespace {

using testing::Contains;
using testing::HasSubstr;

class FileFaultsTest : public testing::Test {
 protected:
  FileFaultsTest() {
    file_->content = "7\n";
    other_->content = "8\n";
  }

  Tree tree_;
  Node* file_ = tree_.Make("sys/n0/a", NodeKind::kFile, 0444);
  Node* other_ = tree_.Make("sys/n1/a", NodeKind::kFile, 0444);
  FileFaults faults_{&tree_};
};

TEST_F(FileFaultsTest, DelaysAndFailsTheFilesOfThePattern) {
  ASSERT_TRUE(faults_.Delay("sys/n0", absl::Seconds(1)).ok());
  ASSERT_TRUE(faults_.Fail("sys/n0/*", EIO).ok());
  EXPECT_EQ(file_->read_delay, absl::Seconds(1));
  EXPECT_EQ(file_->read_error, EIO);
  EXPECT_EQ(other_->read_delay, absl::ZeroDuration());
  EXPECT_EQ(other_->read_error, 0);
}

TEST_F(FileFaultsTest, EveryKindOfGarbageChangesTheBytes) {
  for (const std::string& kind : GarbageKinds()) {
    ASSERT_TRUE(faults_.Garble("sys/n0/a", kind).ok());
    EXPECT_NE(file_->content, "7\n") << kind;
    ASSERT_TRUE(faults_.Heal("sys/n0/a").ok());
  }
}

TEST_F(FileFaultsTest, GarbageIsAsItsNameSays) {
  ASSERT_TRUE(faults_.Garble("sys/n0/a", "no-lf").ok());
  EXPECT_EQ(file_->content, "7");
  ASSERT_TRUE(faults_.Garble("sys/n0/a", "nul").ok());
  EXPECT_EQ(file_->content, std::string("1\0002\n", 4));
  ASSERT_TRUE(faults_.Garble("sys/n0/a", "long").ok());
  EXPECT_EQ(file_->content.size(), 4096U);
}

TEST_F(FileFaultsTest, HealsToWhatWasBeforeTheFirstFault) {
  ASSERT_TRUE(faults_.Delay("sys/n?", absl::InfiniteDuration()).ok());
  ASSERT_TRUE(faults_.Fail("sys/n?", EIO).ok());
  ASSERT_TRUE(faults_.Garble("sys/n?", "hex").ok());
  ASSERT_TRUE(faults_.Heal("sys/n0/a").ok());
  EXPECT_EQ(file_->content, "7\n");
  EXPECT_EQ(file_->read_error, 0);
  EXPECT_EQ(file_->read_delay, absl::ZeroDuration());
  EXPECT_EQ(other_->content, "0xdeadbeef\n");
}

TEST_F(FileFaultsTest, HealingTheHealthyChangesNothing) {
  ASSERT_TRUE(faults_.Heal("sys/n0/a").ok());
  EXPECT_EQ(file_->content, "7\n");
}

TEST_F(FileFaultsTest, SaysWhatMatchesNothing) {
  for (const absl::Status& status :
       {faults_.Delay("sys/x", absl::Seconds(1)), faults_.Fail("sys/x", EIO),
        faults_.Garble("sys/x", "hex"), faults_.Heal("sys/x")}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(status.message(), HasSubstr("no file sys/x"));
  }
}

TEST(ErrnoOf, KnowsNames) {
  EXPECT_EQ(*ErrnoOf("EIO"), EIO);
  EXPECT_EQ(*ErrnoOf("ENODEV"), ENODEV);
  EXPECT_THAT(ErrnoOf("EWHAT").status().message(), HasSubstr("\"EWHAT\" is no errno of a read"));
}

TEST(GarbageKinds, HasTheNasties) {
  for (const char* kind : {"empty", "lf", "no-lf", "nul", "long", "negative", "hex", "busy"}) {
    EXPECT_THAT(GarbageKinds(), Contains(kind));
  }
}

}  // namespace
}  // namespace neuron::sim
