#include "tests/simulator/driver/core_marks.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

TEST(CoreMarks, MarksTheFirstThatAreFree) {
  CoreMarks marks;
  EXPECT_EQ(marks.Mark(7, 1, 0, 7).marked.to_ulong(), 0x01U);
  const CoreMarks::Found found = marks.Mark(8, 2, 0, 7);
  EXPECT_EQ(found.marked.to_ulong(), 0x06U);
  EXPECT_EQ(found.available, 0U);
}

TEST(CoreMarks, SaysHowManyThereAreInstead) {
  CoreMarks marks;
  marks.Mark(7, 1, 5, 5);
  const CoreMarks::Found found = marks.Mark(8, 6, 0, 7);
  EXPECT_TRUE(found.marked.none());
  EXPECT_EQ(found.available, 5U);
  EXPECT_EQ(marks.Mark(8, 5, 0, 7).marked.to_ulong(), 0x1fU);
}

TEST(CoreMarks, UnmarksOnlyTheOwners) {
  CoreMarks marks;
  marks.Mark(7, 2, 0, 1);
  marks.Unmark(8, 0x3);
  EXPECT_TRUE(marks.Mark(8, 1, 0, 1).marked.none());
  marks.Unmark(7, 0x2);
  EXPECT_EQ(marks.Mark(8, 1, 0, 1).marked.to_ulong(), 0x2U);
  marks.Release(8);
  EXPECT_EQ(marks.Mark(9, 1, 0, 1).marked.to_ulong(), 0x2U);
  EXPECT_TRUE(marks.Mark(9, 1, 0, 1).marked.none());
}

}  // namespace
}  // namespace neuron::sim
