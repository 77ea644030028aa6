#include "agent/snapshot/snapshot_pool.h"

#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

std::shared_ptr<const Snapshot> SealOne(SnapshotPool* pool, std::uint64_t sequence) {
  std::unique_ptr<Snapshot> sheet = pool->Take();
  sheet->sequence = sequence;
  sheet->free = {3};
  sheet->chips.resize(16);
  return pool->Seal(std::move(sheet));
}

TEST(SnapshotPool, SealsWhatIsWritten) {
  SnapshotPool pool;
  const auto snapshot = SealOne(&pool, 7);
  EXPECT_EQ(snapshot->sequence, 7u);
  EXPECT_EQ(snapshot->chips.size(), 16u);
}

TEST(SnapshotPool, GivesOutAgainWhatNobodyReadsAnyMore) {
  SnapshotPool pool;
  auto snapshot = SealOne(&pool, 1);
  const Snapshot* const sheet = snapshot.get();
  const ChipState* const chips = snapshot->chips.data();
  auto reader = snapshot;
  snapshot = nullptr;
  EXPECT_TRUE(pool.Take()->chips.empty()) << "it is still read";
  reader = nullptr;
  const std::unique_ptr<Snapshot> again = pool.Take();
  EXPECT_EQ(again.get(), sheet);
  EXPECT_EQ(again->chips.data(), chips);
}

TEST(SnapshotPool, KeepsNothingOfAnOldSnapshotButItsChips) {
  SnapshotPool pool;
  SealOne(&pool, 7) = nullptr;
  const std::unique_ptr<Snapshot> sheet = pool.Take();
  EXPECT_EQ(sheet->sequence, 0u);
  EXPECT_TRUE(sheet->free.empty());
  EXPECT_EQ(sheet->inventory, nullptr);
  EXPECT_EQ(sheet->chips.size(), 16u);
}

TEST(SnapshotPool, KeepsNoMoreThanItsSpares) {
  SnapshotPool pool;
  std::vector<std::shared_ptr<const Snapshot>> read;
  for (std::size_t i = 0; i < SnapshotPool::kSpare + 1; ++i) {
    read.push_back(SealOne(&pool, i));
  }
  read.clear();
  std::vector<std::unique_ptr<Snapshot>> taken;
  for (std::size_t i = 0; i < SnapshotPool::kSpare; ++i) {
    taken.push_back(pool.Take());
    EXPECT_FALSE(taken.back()->chips.empty());
  }
  EXPECT_TRUE(pool.Take()->chips.empty());
}

TEST(SnapshotPool, MayGoBeforeItsSnapshots) {
  std::shared_ptr<const Snapshot> snapshot;
  {
    SnapshotPool pool;
    snapshot = SealOne(&pool, 7);
  }
  EXPECT_EQ(snapshot->sequence, 7u);
}

TEST(SnapshotPool, TakesBackFromAnyThread) {
  SnapshotPool pool;
  for (std::uint64_t sequence = 1; sequence <= 100; ++sequence) {
    auto snapshot = SealOne(&pool, sequence);
    std::thread reader([copy = snapshot, sequence] { EXPECT_EQ(copy->sequence, sequence); });
    snapshot = nullptr;
    reader.join();
  }
  EXPECT_EQ(pool.Take()->chips.size(), 16u);
}

}  // namespace
}  // namespace neuron
