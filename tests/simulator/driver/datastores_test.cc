#include "tests/simulator/driver/datastores.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace neuron::sim {
namespace {

constexpr char kSeven[] = "\x07\0\0\0\0\0\0";
const std::string& Seven() {
  static const auto* const kBytes = new std::string(kSeven, 8);
  return *kBytes;
}

struct Fixture {
  explicit Fixture(const char* driver, const char* instance = "trn1.32xlarge")
      : host(*BuildHost(*FindInstance(instance), *FindGeneration(driver))), stores(host.get()) {}

  std::unique_ptr<Host> host;
  Datastores stores;
};

TEST(Datastores, AreOneAProcessAndChip) {
  Fixture f("2.24");
  Datastore* own = f.stores.Acquire(0, 7);
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(f.stores.Acquire(0, 7), own);
  EXPECT_EQ(f.stores.Find(0, 7), own);
  EXPECT_EQ(f.stores.Find(0, 8), nullptr);
  EXPECT_EQ(f.stores.Find(1, 7), nullptr);
  EXPECT_NE(f.stores.Acquire(1, 7)->offset, own->offset);
  EXPECT_EQ(own->bytes.size(), kDatastoreBytes);
}

TEST(Datastores, HaveTheArchitecturesMarkInTheirOffsets) {
  EXPECT_EQ(Fixture("2.24").stores.Acquire(0, 7)->offset >> 44, 1U);
  EXPECT_EQ(Fixture("2.24", "inf1.xlarge").stores.Acquire(0, 7)->offset >> 46, 1U);
  EXPECT_EQ(Fixture("2.24", "trn2.48xlarge").stores.Acquire(15, 7)->offset >> 46, 1U);
}

TEST(Datastores, AreAsManyAsTheProcessSlots) {
  for (const auto& [driver, count] : {std::pair("2.16", 8), {"2.18", 16}}) {
    Fixture f(driver);
    for (pid_t pid = 1; pid <= count; ++pid) EXPECT_NE(f.stores.Acquire(0, pid), nullptr);
    EXPECT_EQ(f.stores.Acquire(0, 100), nullptr) << driver;
  }
}

TEST(Datastores, TheOneThatWasLeftTheLongestAgoIsNext) {
  Fixture f("2.24");
  for (pid_t pid = 1; pid <= 16; ++pid) f.stores.Acquire(0, pid);
  const std::uint64_t longest = f.stores.Find(0, 9)->offset;
  f.stores.Leave(f.stores.Find(0, 9));
  f.stores.Leave(f.stores.Find(0, 3));
  EXPECT_EQ(f.stores.Acquire(0, 20)->offset, longest);
}

TEST(Datastores, ShowWhatWasStored) {
  Fixture f("2.24");
  const std::uint64_t offset = f.stores.Acquire(0, 7)->offset;
  f.stores.Write(0, offset + CoreCounterOffset(1, kSuccess), Seven());
  EXPECT_EQ(f.stores.Read(0, offset + CoreCounterOffset(1, kSuccess), 8), Seven());
  EXPECT_EQ(f.stores.Counter(*f.stores.Find(0, 7), 1, kSuccess), 7U);
  EXPECT_EQ(f.stores.Read(1, offset, 8), std::string(8, '\0'));
}

TEST(Datastores, AreZeroAroundAndNotCovered) {
  Fixture f("2.24");
  const std::uint64_t offset = f.stores.Acquire(0, 7)->offset;
  f.stores.Write(0, offset - 4, Seven());
  f.stores.Write(0, offset, "ab");
  EXPECT_EQ(f.stores.Read(0, offset - 2, 6), std::string("\0\0ab\0\0", 6));
  EXPECT_TRUE(f.stores.Covers(0, offset - 2, 6));
  EXPECT_FALSE(f.stores.Covers(0, offset - 2, 2));
  EXPECT_FALSE(f.stores.Covers(0, 0, 4096));
  EXPECT_FALSE(f.stores.Covers(3, offset, 4096));
}

TEST(Datastores, AreAllZeroAfterTheirOwnerUpTo2_29) {
  Fixture f("2.29");
  Datastore* own = f.stores.Acquire(0, 7);
  f.stores.Write(0, own->offset + CoreCounterOffset(0, kSuccess), Seven());
  f.stores.Leave(own);
  EXPECT_EQ(own->owner, 0);
  EXPECT_EQ(own->bytes, std::string(kDatastoreBytes, '\0'));
}

TEST(Datastores, KeepTheCoresCountersButNotTheirMemoryIn2_30) {
  Fixture f("2.30");
  Datastore* own = f.stores.Acquire(0, 7);
  for (const std::size_t where :
       {DeviceCounterOffset(3), CoreCounterOffset(1, kSuccess), CoreCounterOffset(1, 24),
        std::size_t{2000}, CoreCounterOffset(1, 40)}) {
    f.stores.Write(0, own->offset + where, Seven());
  }
  f.stores.Leave(own);
  EXPECT_EQ(own->At(DeviceCounterOffset(3)), 0U);
  EXPECT_EQ(own->At(2000), 0U);
  EXPECT_EQ(own->At(CoreCounterOffset(1, 24)), 0U);
  EXPECT_EQ(own->At(CoreCounterOffset(1, kSuccess)), 7U);
  EXPECT_EQ(f.stores.Sum(0, 1, 40), 7U);
}

TEST(Datastores, SumAllPagesAndClearOneCounterInAll) {
  Fixture f("2.30");
  for (pid_t pid = 1; pid <= 3; ++pid) {
    const std::uint64_t offset = f.stores.Acquire(0, pid)->offset;
    f.stores.Write(0, offset + CoreCounterOffset(1, kSuccess), Seven());
    f.stores.Write(0, offset + CoreCounterOffset(1, kInferences), Seven());
  }
  EXPECT_EQ(f.stores.Sum(0, 1, kSuccess), 21U);
  EXPECT_EQ(f.stores.Sum(1, 1, kSuccess), 0U);
  f.stores.ClearCounter(0, 1, kSuccess);
  EXPECT_EQ(f.stores.Sum(0, 1, kSuccess), 0U);
  EXPECT_EQ(f.stores.Sum(0, 1, kInferences), 21U);
}

TEST(Datastores, HaveTheOldLayoutBefore2_19) {
  Fixture f("2.18");
  Datastore* own = f.stores.Acquire(0, 7);
  f.stores.Write(0, own->offset + 44588 + 520 + 8, Seven());
  EXPECT_EQ(f.stores.Counter(*own, 1, 32), 7U);
  EXPECT_EQ(CoreCounterOffset(1, 32), 55936U + 512 + 8);
  EXPECT_EQ(CoreCounterOffset(15, 0), 66432U);
  EXPECT_EQ(OldCoreCounterOffset(4, 0), 46668U);
}

TEST(Datastores, OfAForgottenChipAreNobodys) {
  Fixture f("2.24");
  f.stores.Acquire(0, 7);
  f.stores.Forget(0);
  EXPECT_EQ(f.stores.Find(0, 7), nullptr);
}

}  // namespace
}  // namespace neuron::sim
