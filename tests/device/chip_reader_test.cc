#include "agent/device/chip_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/device/counted_allocations.h"
#include "tests/device/counter_tree.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

using Count = Reading<std::uint64_t>;

constexpr std::uint64_t kCapacity = 32ull << 30;
constexpr absl::Time kNow = absl::FromUnixSeconds(1795000000);
const CounterGroups kAll(true);

CounterGroups Only(CounterGroup group) {
  CounterGroups groups;
  groups[group] = true;
  return groups;
}

std::unique_ptr<ChipReader> ReaderOf(const std::string& directory, Count capacity = kCapacity,
                                     bool keep_open = false) {
  auto tree = std::make_shared<TreeIndex>(TreeIndex::Walk(directory).value());
  return std::make_unique<ChipReader>(std::move(tree), std::move(capacity), keep_open);
}

std::string Why(const Count& count) { return std::string(count.why().message()); }

class ChipReaderTest : public testing::Test {
 protected:
  ChipCounters Read(const Count& capacity = kCapacity) const {
    ChipCounters counters;
    ReaderOf(tree_.Path("neuron0"), capacity)->Read(kAll, kNow, &counters);
    return counters;
  }

  FakeTree tree_{{ChipThatCounts()}};
};

template <typename Classes>
void ExpectNumbered(const Classes& classes, std::uint64_t first) {
  for (std::size_t i = 0; i < Classes::size(); ++i) {
    EXPECT_EQ(classes[Classes::At(i)].bytes, Count(first + i)) << i;
    EXPECT_EQ(classes[Classes::At(i)].peak_bytes, Count(first + i + 500)) << i;
  }
}

void ExpectCore(const CoreCounters& core, std::uint64_t first) {
  EXPECT_EQ(core.device_memory, (MemoryUse{first + 100, first + 600}));
  EXPECT_EQ(core.host_memory, (MemoryUse{first + 101, first + 601}));
  ExpectNumbered(core.device_memory_by_class, first + 110);
  for (std::size_t i = 0; i < kCoreTallies; ++i) {
    EXPECT_EQ(core.tallies[static_cast<CoreTally>(i)], Count(first + i)) << i;
  }
  EXPECT_EQ(core.tensor.value().groups[0], (TensorActivity::RowGroup{first + 200, 2, 3}));
}

TEST_F(ChipReaderTest, TakesEachValueOfACoreFromItsNode) {
  const ChipCounters counters = Read();
  ASSERT_THAT(counters.cores, SizeIs(2));
  EXPECT_EQ(counters.cores[0].core, 0);
  ExpectCore(counters.cores[0], 20000);
  EXPECT_EQ(counters.cores[1].core, 1);
  ExpectCore(counters.cores[1], 30000);
}

TEST_F(ChipReaderTest, TakesEachValueOfTheChipFromItsNode) {
  const ChipCounters counters = Read();
  EXPECT_EQ(counters.reset_state, Reading<ResetState>(ResetState::kReady));
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    EXPECT_EQ(counters.ecc[static_cast<EccTally>(i)], Count(1000 + i));
  }
  EXPECT_EQ(counters.firmware.components.value().names, "hbm");
  EXPECT_EQ(counters.firmware.heartbeat.value().beat, 77);
  EXPECT_EQ(counters.firmware.events, Count(1007));
  EXPECT_EQ(counters.power.value().average_percent, 2);
  EXPECT_EQ(counters.raw_power.value().count, 2U);
  ExpectNumbered(counters.host_memory_by_class, 1010);
}

// How many of the values are absent.
int Absences(const ChipCounters& counters) {
  int absent = counters.reset_state.is_absent() + counters.firmware.components.is_absent() +
               counters.firmware.heartbeat.is_absent() + counters.firmware.events.is_absent() +
               counters.power.is_absent() + counters.raw_power.is_absent();
  const auto add = [&](const MemoryUse& use) {
    absent += use.bytes.is_absent() + use.peak_bytes.is_absent();
  };
  for (const Count& count : counters.ecc) absent += count.is_absent();
  for (const MemoryUse& use : counters.host_memory_by_class) add(use);
  for (const CoreCounters& core : counters.cores) {
    add(core.device_memory);
    add(core.host_memory);
    for (const MemoryUse& use : core.device_memory_by_class) add(use);
    for (const Count& count : core.tallies) absent += count.is_absent();
    absent += core.tensor.is_absent();
  }
  return absent;
}

TEST_F(ChipReaderTest, ReadsTheGroupsThatAreAskedForAndNoOther) {
  constexpr int kValues = 6 + 5 + 2 * 8 + 2 * (4 + 2 * 11 + 30 + 1);
  const std::map<CounterGroup, int> sizes = {{CounterGroup::kFast, 1 + 3 + 3 + 2 * (2 + 7)},
                                             {CounterGroup::kEvents, 2 + 2 * (23 + 1)},
                                             {CounterGroup::kMemory, 2 * 8 + 2 * (2 * 11 - 1 + 2)},
                                             {CounterGroup::kTensor, 2},
                                             {CounterGroup::kPower, 2}};
  for (const auto& [group, size] : sizes) {
    ChipCounters counters;
    ReaderOf(tree_.Path("neuron0"))->Read(Only(group), kNow, &counters);
    EXPECT_EQ(Absences(counters), kValues - size) << static_cast<int>(group);
    for (std::size_t i = 0; i < kCounterGroups; ++i) {
      const auto other = static_cast<CounterGroup>(i);
      EXPECT_EQ(counters.read_at[other], other == group ? kNow : absl::InfinitePast());
    }
  }
  EXPECT_EQ(Absences(Read()), 0);
}

TEST_F(ChipReaderTest, LeavesWhatItDoesNotReadAsItWas) {
  const auto reader = ReaderOf(tree_.Path("neuron0"));
  ChipCounters counters;
  reader->Read(kAll, kNow, &counters);
  for (const char* path : {kTimeoutPath, kBadInputPath, kHbmEccPath, kSramCorrectedPath}) {
    tree_.Write(path, "5\n");
  }
  tree_.Write(kResetPath, "2\n");
  reader->Read(Only(CounterGroup::kEvents), kNow + absl::Seconds(1), &counters);
  EXPECT_EQ(counters.cores[0].tallies[CoreTally::kBadInput], Count(5));
  EXPECT_EQ(counters.ecc[EccTally::kSramCorrected], Count(5));
  EXPECT_EQ(counters.cores[0].tallies[CoreTally::kTimeout], Count(20002));
  EXPECT_EQ(counters.ecc[EccTally::kHbmUncorrected], Count(1001));
  EXPECT_EQ(counters.reset_state, Reading<ResetState>(ResetState::kReady));
  EXPECT_EQ(counters.read_at[CounterGroup::kEvents], kNow + absl::Seconds(1));
  EXPECT_EQ(counters.read_at[CounterGroup::kFast], kNow);
}

TEST_F(ChipReaderTest, KnowsTheThreeResetStatesAndNoOther) {
  const std::map<std::string, ResetState> states = {
      {"0\n", ResetState::kResetting}, {"1\n", ResetState::kReady}, {"2\n", ResetState::kInvalid}};
  for (const auto& [bytes, state] : states) {
    tree_.Write(kResetPath, bytes);
    EXPECT_EQ(Read().reset_state, Reading<ResetState>(state));
  }
  for (const char* bytes : {"3\n", "18446744073709551615\n", "ready\n", "\n"}) {
    tree_.Write(kResetPath, bytes);
    const Reading<ResetState> state = Read().reset_state;
    EXPECT_TRUE(state.is_unknown()) << bytes;
    EXPECT_THAT(std::string(state.why().message()), HasSubstr(tree_.Path(kResetPath)));
  }
}

TEST(ChipReader, LeavesAbsentWhatTheDriverDoesNotHave) {
  const FakeTree tree({Dir("neuron0", {Dir("neuron_core0", {}), Dir("neuron_core3", {})})});
  const auto reader = ReaderOf(tree.Path("neuron0"));
  ChipCounters counters;
  reader->Read(kAll, kNow, &counters);
  ChipCounters nothing;
  nothing.cores.resize(2);
  EXPECT_EQ(Absences(counters), Absences(nothing));
  ASSERT_THAT(counters.cores, SizeIs(2));
  EXPECT_EQ(counters.cores[1].core, 3);
}

TEST(ChipReader, OrdersCoresByIndex) {
  const FakeTree tree({Dir("neuron0", {Dir("neuron_core10", {}), Dir("neuron_core2", {})})});
  ChipCounters counters;
  ReaderOf(tree.Path("neuron0"))->Read(kAll, kNow, &counters);
  ASSERT_THAT(counters.cores, SizeIs(2));
  EXPECT_EQ(counters.cores[0].core, 2);
  EXPECT_EQ(counters.cores[1].core, 10);
}

TEST_F(ChipReaderTest, FindsAbsentWhatVanishesAndWhatComesBack) {
  const auto reader = ReaderOf(tree_.Path("neuron0"));
  ChipCounters counters;
  reader->Read(kAll, kNow, &counters);
  tree_.Move("neuron0", "gone");
  reader->Read(kAll, kNow, &counters);
  EXPECT_TRUE(counters.reset_state.is_absent());
  EXPECT_TRUE(counters.cores[1].tallies[CoreTally::kSuccess].is_absent());
  EXPECT_TRUE(counters.ecc[EccTally::kSramUncorrected].is_absent());
  tree_.Make("", ChipThatCounts());
  reader->Read(kAll, kNow, &counters);
  EXPECT_EQ(Absences(counters), 0);
}

const std::string kTotal = absl::StrCat(kDeviceMemoryPath, "/total");
const std::string kPeak = absl::StrCat(kDeviceMemoryPath, "/peak");
const std::string kTensors = absl::StrCat(kDeviceMemoryPath, "/tensors/total");
constexpr char kUnderflow[] = "18446744073709547520\n";

TEST_F(ChipReaderTest, TakesDeviceMemoryUpToTheCapacity) {
  for (const std::string& path : {kTotal, kPeak, kTensors}) {
    const auto value = [&](const ChipCounters& counters) {
      const CoreCounters& core = counters.cores[0];
      return path == kTotal  ? core.device_memory.bytes
             : path == kPeak ? core.device_memory.peak_bytes
                             : core.device_memory_by_class[DeviceMemoryClass::kTensors].bytes;
    };
    tree_.Write(path, absl::StrCat(kCapacity, "\n"));
    EXPECT_EQ(value(Read()), Count(kCapacity));
    tree_.Write(path, absl::StrCat(kCapacity + 1, "\n"));
    EXPECT_TRUE(value(Read()).is_unknown());
    EXPECT_THAT(Why(value(Read())), HasSubstr(tree_.Path(path)));
  }
  EXPECT_EQ(Read().cores[1].device_memory.bytes, Count(30100));
}

TEST_F(ChipReaderTest, TakesMemoryBelowZeroForUnknownWhereNoCapacityIsKnown) {
  for (const auto& capacity : {Count::Absent(), Count::Unknown(absl::DataLossError("x"))}) {
    tree_.Write(kTotal, absl::StrCat(kCapacity + 1, "\n"));
    EXPECT_EQ(Read(capacity).cores[0].device_memory.bytes, Count(kCapacity + 1));
    tree_.Write(kTotal, kUnderflow);
    EXPECT_TRUE(Read(capacity).cores[0].device_memory.bytes.is_unknown());
  }
}

TEST_F(ChipReaderTest, BoundsHostMemoryByUnderflowOnly) {
  const std::string host = absl::StrCat(kHostMemoryPath, "/total");
  const std::string by_class = "neuron0/stats/memory_usage/host_mem/tensors/total";
  tree_.Write(host, absl::StrCat(kCapacity * 4, "\n"));
  EXPECT_EQ(Read().cores[0].host_memory.bytes, Count(kCapacity * 4));
  tree_.Write(host, kUnderflow);
  tree_.Write(by_class, kUnderflow);
  const ChipCounters counters = Read();
  EXPECT_THAT(Why(counters.cores[0].host_memory.bytes), HasSubstr(tree_.Path(host)));
  EXPECT_THAT(Why(counters.host_memory_by_class[HostMemoryClass::kTensors].bytes),
              HasSubstr(tree_.Path(by_class)));
}

TEST_F(ChipReaderTest, BoundsNoOtherCount) {
  tree_.Write(kSuccessPath, kUnderflow);
  EXPECT_EQ(Read().cores[0].tallies[CoreTally::kSuccess], Count(18446744073709547520u));
}

TEST_F(ChipReaderTest, NamesTheFileOfADieThatItDoesNotKnow) {
  const std::string path = "neuron0/stats/power/utilization_raw";
  tree_.Write(path, "0,error\n");
  const Reading<double> percent = Read().raw_power.value().dies[0].percent;
  EXPECT_THAT(std::string(percent.why().message()), HasSubstr(tree_.Path(path)));
}

TEST_F(ChipReaderTest, WritesNothing) {
  std::map<std::string, std::string> before;
  for (const std::string& file : tree_.Files("neuron0")) {
    before[file] = tree_.Read(file);
  }
  Read();
  for (const std::string& file : tree_.Files("neuron0")) {
    EXPECT_EQ(tree_.Read(file), before.at(file));
  }
}

TEST_F(ChipReaderTest, GivesTheTreeThatItIsFor) {
  const auto tree =
      std::make_shared<const TreeIndex>(TreeIndex::Walk(tree_.Path("neuron0")).value());
  EXPECT_EQ(ChipReader(tree, kCapacity, false).tree(), tree);
}

// A chip with everything, as large as they come.
std::unique_ptr<FakeTree> LargeChip() {
  auto tree = MakeRecordedTree(sim::Trn2Recording(), "trn2.48xlarge", ChipSet{0});
  tree->Make(
      absl::StrCat(ChipPath(0), "/stats/hardware"),
      Dir("health_status", {File("unhealthy_components", "hbm\n"),
                            File("healthcheck_heartbeat", "8\n"), File("hw_error_event", "9\n")}));
  tree->Write(absl::StrCat(ChipPath(0), "/stats/power/utilization_raw"), "0,10\n1,unavailable\n");
  return tree;
}

TEST(ChipReader, AllocatesNothingOnceItHasRead) {
  const auto tree = LargeChip();
  for (const bool keep_open : {false, true}) {
    const auto reader = ReaderOf(tree->Path(ChipPath(0)), std::uint64_t{96} << 30, keep_open);
    ChipCounters counters;
    const std::size_t before_first = CountedAllocations();
    reader->Read(kAll, kNow, &counters);
    const std::size_t before_second = CountedAllocations();
    // The cores: what a pass allocates is counted.
    EXPECT_EQ(before_second - before_first, 1U);
    reader->Read(kAll, kNow, &counters);
    EXPECT_EQ(CountedAllocations(), before_second);
    ASSERT_THAT(counters.cores, SizeIs(8));
    EXPECT_TRUE(counters.cores[7].tensor.has_value());
  }
}

TEST(MayKeepOpen, NeedsADriverThatBearsIt) {
  for (const char* version : {"2.26.5", "2.26.5.0", "2.26.10", "2.30.2.0", "3.0"}) {
    EXPECT_TRUE(MayKeepOpen(std::string(version))) << version;
  }
  for (const char* version : {"2.26.4.99", "2.25.4.0", "2.24.7.0", "2.x.8072.0", ""}) {
    EXPECT_FALSE(MayKeepOpen(std::string(version))) << version;
  }
  EXPECT_FALSE(MayKeepOpen(Reading<std::string>::Absent()));
  EXPECT_FALSE(MayKeepOpen(Reading<std::string>::Unknown(absl::DataLossError("x"))));
}

}  // namespace
}  // namespace neuron
