// The whole of a host at once: what is read of the trees that the real driver showed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "agent/device/chip_reader.h"
#include "agent/device/enumerator.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

using testing::ElementsAreArray;

// The links of the 4x4 torus, restated from neuron-driver.md §9.3.
const std::vector<ChipSet> kTorus = {
    {12, 3, 4, 1},  {13, 0, 5, 2},  {14, 1, 6, 3},   {15, 2, 7, 0},  {0, 7, 8, 5},   {1, 4, 9, 6},
    {2, 5, 10, 7},  {3, 6, 11, 4},  {4, 11, 12, 9},  {5, 8, 13, 10}, {6, 9, 14, 11}, {7, 10, 15, 8},
    {8, 15, 0, 13}, {9, 12, 1, 14}, {10, 13, 2, 15}, {11, 14, 3, 12}};

std::vector<ChipSet> Ring(int size) {
  std::vector<ChipSet> links;
  for (int chip = 0; chip < size; ++chip) {
    links.push_back({(chip + 1) % size, (chip + size - 1) % size});
  }
  return links;
}

// Routing id by chip: the serial numbers were recorded in that order. Inferentia has none.
std::vector<int> Inverse(const std::vector<int>& chip_by_routing_id) {
  std::vector<int> routing_ids(chip_by_routing_id.size());
  for (std::size_t id = 0; id < chip_by_routing_id.size(); ++id) {
    routing_ids[static_cast<std::size_t>(chip_by_routing_id[id])] = static_cast<int>(id);
  }
  return routing_ids;
}

struct RecordedHost {
  const sim::Recording& (*recording)();
  const char* instance_type;
  ChipType type;
  const char* device_name;
  // Its arch_type, its family, the arch_type of its cores.
  const char* arch_type;
  const char* family;
  const char* core_arch_type;
  int cores;
  std::uint64_t memory_bytes;
  std::vector<ChipSet> links;
  std::vector<int> routing_ids;
};

const RecordedHost kHosts[] = {
    {sim::Trn1Recording, "trn1.32xlarge", ChipType::kTrainium1, "Trainium1", "NDv2", "Trn1", "NCv2",
     2, 34359738368, kTorus, Inverse({0, 4, 1, 5, 3, 7, 2, 6, 12, 8, 13, 9, 15, 11, 14, 10})},
    {sim::Trn2Recording, "trn2.48xlarge", ChipType::kTrainium2, "Trainium2", "NDv3", "Trn2", "NCv3",
     8, 103079215104, kTorus, Inverse({0, 3, 4, 7, 12, 15, 8, 11, 1, 2, 5, 6, 13, 14, 9, 10})},
    {sim::Trn2uRecording, "trn2u.48xlarge", ChipType::kTrainium2, "Trainium2", "NDv3", "Trn2",
     "NCv3", 8, 103079215104, kTorus,
     Inverse({0, 3, 4, 7, 12, 15, 8, 11, 1, 2, 5, 6, 13, 14, 9, 10})},
    {sim::Inf1Recording,
     "inf1.24xlarge",
     ChipType::kInferentia,
     "Inferentia",
     "NDv1",
     "Inf1",
     "NCv1",
     4,
     8589934592,
     Ring(16),
     {}},
    {sim::Inf2Recording, "inf2.48xlarge", ChipType::kInferentia2, "Inferentia2", "NDv3", "Inf2",
     "NCv2", 2, 34359738368, Ring(12), Inverse({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})},
};

// Made once: a tree has up to 20,000 files.
const FakeTree& TreeOf(const RecordedHost& host) {
  static std::map<std::string, std::unique_ptr<FakeTree>> trees;
  std::unique_ptr<FakeTree>& tree = trees[host.instance_type];
  if (tree == nullptr) {
    tree = MakeRecordedTree(host.recording(), host.instance_type);
  }
  return *tree;
}

class RecordedHostTest : public testing::TestWithParam<RecordedHost> {
 protected:
  int chips() const { return static_cast<int>(GetParam().links.size()); }
  HostPaths host() const { return TreeOf(GetParam()).host(); }
  Chip Read(int chip) const { return ReadChip(host(), chip); }
};

TEST_P(RecordedHostTest, HasItsDriverAndItsChips) {
  const Inventory inventory = ReadHost(host());
  EXPECT_TRUE(inventory.driver_loaded);
  EXPECT_EQ(inventory.driver_version, Reading<std::string>("2.24.7.0"));
  EXPECT_EQ(inventory.device_major, Reading<std::uint32_t>(245));
  EXPECT_EQ(inventory.instance_type, Reading<std::string>(GetParam().instance_type));
  EXPECT_EQ(inventory.expected_chips, Reading<int>(chips()));
  EXPECT_EQ(inventory.no_reset, Reading<std::uint64_t>(0));
  EXPECT_EQ(inventory.nmetric_log_posts, Reading<std::uint64_t>(1));
  std::vector<int> all(static_cast<std::size_t>(chips()));
  std::iota(all.begin(), all.end(), 0);
  EXPECT_THAT(ListChips(host()).value(), ElementsAreArray(all));
}

TEST_P(RecordedHostTest, TellsItsPlaceInAnUltraServerOnceThatIsElected) {
  const ClassAttributes found = ReadHost(host()).class_attributes;
  const bool electing = std::string(GetParam().instance_type) == "trn2u.48xlarge";
  EXPECT_EQ(found.node_id_2.is_unknown(), electing);
  EXPECT_EQ(found.node_id_4.is_unknown(), electing);
  EXPECT_EQ(found.ultraserver_modes.is_unknown(), electing);
  ClassAttributes rest = found;
  rest.node_id_2 = rest.node_id_4 = Reading<std::uint64_t>::Absent();
  rest.ultraserver_modes = Reading<std::string>::Absent();
  EXPECT_EQ(rest, ClassAttributes());
  EXPECT_EQ(found == ClassAttributes(), !electing);
}

TEST_P(RecordedHostTest, TellsEveryFactOfEveryChip) {
  const RecordedHost& expected = GetParam();
  for (int index = 0; index < chips(); ++index) {
    const Chip chip = Read(index);
    EXPECT_EQ(chip.arch_type, Reading<std::string>(expected.arch_type));
    EXPECT_EQ(chip.family, Reading<std::string>(expected.family));
    // Since 2.26.
    EXPECT_TRUE(chip.firmware_api.is_absent());
    EXPECT_TRUE(chip.firmware_build.is_absent());
    EXPECT_EQ(chip.device_name, Reading<std::string>(expected.device_name));
    EXPECT_EQ(chip.type, Reading<ChipType>(expected.type));
    EXPECT_EQ(chip.core_count, Reading<std::uint64_t>(static_cast<unsigned>(expected.cores)));
    EXPECT_EQ(chip.memory_bytes, Reading<std::uint64_t>(expected.memory_bytes));
    EXPECT_EQ(chip.connected, Reading<ChipSet>(expected.links[static_cast<std::size_t>(index)]));
    EXPECT_TRUE(chip.identity.has_value());
    ASSERT_EQ(chip.cores.size(), static_cast<std::size_t>(expected.cores));
    for (int core = 0; core < expected.cores; ++core) {
      EXPECT_EQ(chip.cores[static_cast<std::size_t>(core)].index, core);
      EXPECT_EQ(chip.cores[static_cast<std::size_t>(core)].arch_type,
                Reading<std::string>(expected.core_arch_type));
    }
  }
}

TEST_P(RecordedHostTest, TellsTheSerialNumbersWhereTheDriverHasThem) {
  for (int index = 0; index < chips(); ++index) {
    const std::vector<int>& ids = GetParam().routing_ids;
    const auto expected = ids.empty()
                              ? Reading<std::string>::Absent()
                              : Reading<std::string>(absl::StrFormat(
                                    "1a2b3c4d5e%06x", ids[static_cast<std::size_t>(index)]));
    EXPECT_EQ(Read(index).serial_number, expected) << index;
  }
}

TEST_P(RecordedHostTest, KnowsEachChipByAnIdentityOfItsOwn) {
  std::vector<DeviceIdentity> identities;
  for (int index = 0; index < chips(); ++index) {
    const DeviceIdentity identity = Read(index).identity.value();
    EXPECT_THAT(identities, testing::Not(testing::Contains(identity)));
    identities.push_back(identity);
  }
}

// What the chip's counters are, all groups of them.
ChipCounters CountersOf(const Chip& chip) {
  ChipCounters counters;
  ChipReader(chip.tree, chip.memory_bytes, false)
      .Read(CounterGroups(true), absl::UnixEpoch(), &counters);
  return counters;
}

TEST_P(RecordedHostTest, CountsFromNothing) {
  const bool has_ecc = GetParam().type != ChipType::kInferentia;
  const auto no_errors = has_ecc ? Reading<std::uint64_t>(0) : Reading<std::uint64_t>::Absent();
  for (int index = 0; index < chips(); ++index) {
    const ChipCounters counters = CountersOf(Read(index));
    EXPECT_EQ(counters.reset_state, Reading<ResetState>(ResetState::kReady));
    for (const EccTally tally :
         {EccTally::kSramUncorrected, EccTally::kHbmUncorrected, EccTally::kHbmRepairable}) {
      EXPECT_EQ(counters.ecc[tally], no_errors);
    }
    // Since 2.30.
    EXPECT_TRUE(counters.ecc[EccTally::kSramCorrected].is_absent());
    EXPECT_TRUE(counters.ecc[EccTally::kHbmCorrected].is_absent());
    for (const CoreCounters& core : counters.cores) {
      EXPECT_EQ(core.device_memory.bytes, Reading<std::uint64_t>(0));
      for (std::size_t i = 0; i < kCoreTallies; ++i) {
        const auto tally = static_cast<CoreTally>(i);
        EXPECT_EQ(core.tallies[tally],
                  Reading<std::uint64_t>(tally == CoreTally::kResetRequests ? 1 : 0));
      }
    }
  }
}

TEST_P(RecordedHostTest, ChargesTheDriversMemoryToTheHost) {
  for (int index = 0; index < chips(); ++index) {
    const ChipCounters counters = CountersOf(Read(index));
    const MemoryUse& driver = counters.host_memory_by_class[HostMemoryClass::kDriver];
    EXPECT_GT(driver.bytes.value(), 0U);
    EXPECT_GE(driver.peak_bytes.value(), driver.bytes.value());
    EXPECT_GT(counters.cores[0].host_memory.bytes.value(), 0U);
    for (const CoreCounters& core : counters.cores) {
      for (const MemoryUse& use : core.device_memory_by_class) {
        EXPECT_EQ(use.bytes, Reading<std::uint64_t>(0));
        EXPECT_TRUE(use.peak_bytes.has_value());
      }
    }
  }
}

TEST_P(RecordedHostTest, TellsPowerAndTheTensorEnginesWhereItHasThem) {
  const bool has_engines = GetParam().type != ChipType::kInferentia;
  for (int index = 0; index < chips(); ++index) {
    const ChipCounters counters = CountersOf(Read(index));
    EXPECT_TRUE(counters.power.has_value()) << counters.power.why();
    // Since 2.28 and 2.29.
    EXPECT_TRUE(counters.raw_power.is_absent());
    EXPECT_TRUE(counters.firmware.components.is_absent());
    EXPECT_TRUE(counters.firmware.heartbeat.is_absent());
    EXPECT_TRUE(counters.firmware.events.is_absent());
    for (const CoreCounters& core : counters.cores) {
      EXPECT_EQ(core.tensor.has_value(), has_engines) << core.tensor.why();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, RecordedHostTest, testing::ValuesIn(kHosts),
                         [](const auto& test) { return std::string(test.param.recording().name); });

}  // namespace
}  // namespace neuron
