#include "tests/simulator/driver/core_locks.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

constexpr ModelUuid kModel = {1, 2, 3};

TEST(CoreLocks, AWriterIsAlone) {
  CoreLocks locks;
  EXPECT_TRUE(locks.EnterWriter(0, 1, 7, kModel));
  EXPECT_FALSE(locks.EnterReader(0, 1, 8, kModel));
  EXPECT_FALSE(locks.EnterWriter(0, 1, 8, kModel));
  EXPECT_TRUE(locks.EnterReader(0, 1, 7, kModel));
  EXPECT_TRUE(locks.EnterWriter(0, 0, 8, kModel));
  EXPECT_TRUE(locks.EnterWriter(1, 1, 8, kModel));
}

TEST(CoreLocks, ReadersShare) {
  CoreLocks locks;
  EXPECT_TRUE(locks.EnterReader(0, 1, 7, kModel));
  EXPECT_TRUE(locks.EnterReader(0, 1, 8, kModel));
  EXPECT_FALSE(locks.EnterWriter(0, 1, 7, kModel));
  EXPECT_TRUE(locks.ExitReader(0, 1, 8));
  EXPECT_FALSE(locks.ExitReader(0, 1, 8));
  EXPECT_TRUE(locks.EnterWriter(0, 1, 7, kModel));
}

TEST(CoreLocks, AWriterMayGoOnAsAReader) {
  CoreLocks locks;
  EXPECT_FALSE(locks.Downgrade(0, 1, 7));
  locks.EnterWriter(0, 1, 7, kModel);
  EXPECT_FALSE(locks.Downgrade(0, 1, 8));
  EXPECT_TRUE(locks.Downgrade(0, 1, 7));
  EXPECT_TRUE(locks.EnterReader(0, 1, 8, kModel));
}

TEST(CoreLocks, AProcessThatLeavesTheChipHasNone) {
  CoreLocks locks;
  locks.EnterWriter(0, 1, 7, kModel);
  locks.EnterWriter(2, 1, 7, kModel);
  EXPECT_EQ(*locks.Find(0, 1, 7), kModel);
  EXPECT_EQ(locks.Find(0, 1, 8), nullptr);
  locks.Release(0, 7);
  EXPECT_EQ(locks.Find(0, 1, 7), nullptr);
  EXPECT_TRUE(locks.EnterWriter(0, 1, 8, kModel));
  EXPECT_NE(locks.Find(2, 1, 7), nullptr);
  locks.Forget(2);
  EXPECT_EQ(locks.Find(2, 1, 7), nullptr);
}

}  // namespace
}  // namespace neuron::sim
