#include "tests/simulator/driver/allocations.h"

#include <gtest/gtest.h>

#include "tests/simulator/driver/memory_types.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kMiB = 1 << 20;

MemoryPiece Piece(pid_t owner, std::uint64_t bytes) {
  MemoryPiece piece;
  piece.owner = owner;
  piece.allocation = {0, true, "tensors", bytes};
  return piece;
}

class AllocationsTest : public testing::Test {
 protected:
  std::uint64_t Take(pid_t owner, std::uint64_t bytes) {
    return allocations_.Take(0, HbmPlanOf(2), Piece(owner, bytes));
  }

  Allocations allocations_;
};

TEST_F(AllocationsTest, PutsSmallPiecesAtTheEnd) {
  Take(7, kMiB);
  Take(7, 512 << 10);
  const auto pieces = allocations_.InHbm(0, 0);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].address, 16 * kMiB);
  EXPECT_EQ(pieces[1].address, 15 * 1024 * kMiB);
  EXPECT_TRUE(allocations_.InHbm(0, 1).empty());
}

TEST_F(AllocationsTest, FillsTheFirstHole) {
  const std::uint64_t first = Take(7, 2 * kMiB);
  Take(7, kMiB);
  EXPECT_TRUE(allocations_.Give(0, 7, first).has_value());
  Take(7, 3 * kMiB);
  Take(7, kMiB);
  const auto pieces = allocations_.InHbm(0, 0);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].address, 16 * kMiB);
  EXPECT_EQ(pieces[0].allocation.bytes, kMiB);
  EXPECT_EQ(pieces[2].address, 19 * kMiB);
}

TEST_F(AllocationsTest, HasNoRoomForMoreThanThereIs) {
  EXPECT_EQ(Take(7, 16 * 1024 * kMiB), 0U);
  EXPECT_NE(Take(7, 14 * 1024 * kMiB), 0U);
  EXPECT_EQ(Take(8, 1024 * kMiB), 0U);
}

TEST_F(AllocationsTest, GivesBackOnlyTheOwnersPieces) {
  const std::uint64_t handle = Take(7, kMiB);
  EXPECT_FALSE(allocations_.Give(0, 8, handle).has_value());
  EXPECT_FALSE(allocations_.Give(1, 7, handle).has_value());
  EXPECT_TRUE(allocations_.Give(0, 7, handle).has_value());
  EXPECT_FALSE(allocations_.Give(0, 7, handle).has_value());
}

TEST_F(AllocationsTest, GivesAllBackTheLatestFirst) {
  Take(7, 1);
  Take(8, 2);
  Take(7, 3);
  EXPECT_EQ(allocations_.Total(0, 7, true), 4U);
  EXPECT_EQ(allocations_.Total(0, 7, false), 0U);
  const auto pieces = allocations_.GiveAll(0, 7);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].allocation.bytes, 3U);
  EXPECT_EQ(allocations_.Total(0, 7, true), 0U);
  EXPECT_EQ(allocations_.Total(0, 8, true), 2U);
}

TEST(MemoryTypes, AreTwenty) {
  EXPECT_EQ(FindMemoryType(0)->memory_class, "uncategorized");
  EXPECT_FALSE(FindMemoryType(17)->on_device);
  EXPECT_TRUE(FindMemoryType(18)->on_device);
  EXPECT_EQ(FindMemoryType(19)->memory_class, "model_shared_scratchpad");
  EXPECT_EQ(FindMemoryType(20), nullptr);
}

}  // namespace
}  // namespace neuron::sim
