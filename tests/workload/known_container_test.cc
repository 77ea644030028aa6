#include "agent/workload/known_container.h"

#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

ContainerScan Scan() {
  ContainerScan scan;
  scan.containers = {GivenTo("t1", "a", {0}), Given("b", {})};
  scan.gone = {GivenTo("t2", "c", {}), GivenTo("t3", "a", {})};
  return scan;
}

TEST(FindContainer, LooksAmongThoseThatAreThereFirst) {
  const ContainerScan scan = Scan();
  EXPECT_EQ(FindContainer(scan, "a"), &scan.containers[0]);
  EXPECT_EQ(FindContainer(scan, "c"), &scan.gone[0]);
  EXPECT_EQ(FindContainer(scan, "d"), nullptr);
}

TEST(IsThere, IsNotSoOfTheGone) {
  EXPECT_TRUE(IsThere(Scan(), "b"));
  EXPECT_FALSE(IsThere(Scan(), "c"));
  EXPECT_FALSE(IsThere(Scan(), ""));
}

TEST(TaskOf, IsEmptyWithoutATask) {
  EXPECT_EQ(TaskOf(Scan(), "a"), ArnOf("t1"));
  EXPECT_EQ(TaskOf(Scan(), "c"), ArnOf("t2"));
  EXPECT_EQ(TaskOf(Scan(), "b"), "");
  EXPECT_EQ(TaskOf(Scan(), "d"), "");
}

}  // namespace
}  // namespace neuron
