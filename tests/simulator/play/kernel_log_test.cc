#include "tests/simulator/play/kernel_log.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

class KernelLogTest : public testing::Test {
 protected:
  Tree tree_;
  Node* const file_ = tree_.Make("dev/kmsg", NodeKind::kLog, 0444);
  KernelLog log_{&tree_};
};

TEST_F(KernelLogTest, GrowsByALineWithThePrefixOfTheKernelsDevice) {
  file_->content = "neuron: captured\n";
  log_.Say("first; line", absl::Seconds(2));
  log_.Say("second", absl::Milliseconds(2500));
  EXPECT_EQ(file_->content, "neuron: captured\n3,0,2000000,-;first; line\n3,1,2500000,-;second\n");
}

TEST_F(KernelLogTest, EscapesWhatTheKernelDoes) {
  log_.Say("a\nb\\c\xff\t", absl::ZeroDuration());
  EXPECT_EQ(file_->content, "3,0,0,-;a\\x0ab\\x5cc\\xff\\x09\n");
}

}  // namespace
}  // namespace neuron::sim
