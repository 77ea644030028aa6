#include "agent/device/counter_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "agent/device/capability_table.h"

namespace neuron {
namespace {

using testing::UnorderedElementsAre;

template <typename Enum>
std::vector<std::string> Nodes(std::size_t count) {
  std::vector<std::string> nodes;
  for (std::size_t i = 0; i < count; ++i) {
    nodes.emplace_back(NodeOf(static_cast<Enum>(i)));
  }
  return nodes;
}

std::set<std::string> KnownNodes(CapabilityScope scope) {
  std::set<std::string> nodes;
  for (const CapabilityRow& row : CapabilityTable()) {
    if (row.kind == CapabilityKind::kSysfs && row.scope == scope) {
      nodes.emplace(row.name);
    }
  }
  return nodes;
}

void ExpectKnown(const std::vector<std::string>& nodes, CapabilityScope scope) {
  const std::set<std::string> known = KnownNodes(scope);
  EXPECT_EQ(std::set<std::string>(nodes.begin(), nodes.end()).size(), nodes.size());
  for (const std::string& node : nodes) {
    EXPECT_EQ(known.count(node), 1U) << node;
  }
}

TEST(CounterCatalog, NamesEachNodeOnceAndAsTheCapabilityTableDoes) {
  ExpectKnown(Nodes<CoreTally>(kCoreTallies), CapabilityScope::kCore);
  ExpectKnown(Nodes<DeviceMemoryClass>(kDeviceMemoryClasses), CapabilityScope::kCore);
  ExpectKnown(Nodes<HostMemoryClass>(kHostMemoryClasses), CapabilityScope::kChip);
  ExpectKnown(Nodes<EccTally>(kEccTallies), CapabilityScope::kChip);
}

TEST(CounterCatalog, LeavesOutNoCounterOfTheCapabilityTable) {
  std::set<std::string> core = KnownNodes(CapabilityScope::kCore);
  for (const auto& nodes :
       {Nodes<CoreTally>(kCoreTallies), Nodes<DeviceMemoryClass>(kDeviceMemoryClasses)}) {
    for (const std::string& node : nodes) core.erase(node);
  }
  EXPECT_THAT(core, UnorderedElementsAre("arch_type", "device_mem", "host_mem", "pe_cntrs"));
}

TEST(CounterCatalog, GivesEachTallyItsOwnNode) {
  EXPECT_EQ(NodeOf(CoreTally::kSuccess), "success");
  EXPECT_EQ(NodeOf(CoreTally::kBadInput), "exec_bad_input");
  EXPECT_EQ(NodeOf(CoreTally::kHardwareError), "hw_error");
  EXPECT_EQ(NodeOf(CoreTally::kFailedToQueue), "execute_failed_to_queue");
  EXPECT_EQ(NodeOf(CoreTally::kOutOfBounds), "oob_error");
  EXPECT_EQ(NodeOf(CoreTally::kSramUncorrectableError), "hw_nc_ue_error");
  EXPECT_EQ(NodeOf(CoreTally::kNotificationOverflow), "execute_sw_nq_overflow");
  EXPECT_EQ(NodeOf(CoreTally::kHbmRepairableError), "hw_repairable_hbm_ue_error");
  EXPECT_EQ(NodeOf(CoreTally::kModelLoads), "model_load_count");
  EXPECT_EQ(NodeOf(CoreTally::kInferences), "inference_count");
  EXPECT_EQ(NodeOf(CoreTally::kTimeInUse), "nc_time_in_use");
  EXPECT_EQ(NodeOf(EccTally::kSramUncorrected), "sram_ecc_uncorrected");
  EXPECT_EQ(NodeOf(EccTally::kHbmCorrected), "mem_ecc_corrected");
  EXPECT_EQ(NodeOf(DeviceMemoryClass::kSharedScratchpad), "device_mem/model_shared_scratchpad");
  EXPECT_EQ(NodeOf(DeviceMemoryClass::kUncategorized), "device_mem/uncategorized");
  EXPECT_EQ(NodeOf(HostMemoryClass::kApplication), "host_mem/application_memory");
  EXPECT_EQ(NodeOf(HostMemoryClass::kUncategorized), "host_mem/uncategorized");
}

TEST(CounterCatalog, ReadsFastWhatVerdictsAndUtilisationNeed) {
  std::vector<std::string> fast;
  for (std::size_t i = 0; i < kCoreTallies; ++i) {
    const auto tally = static_cast<CoreTally>(i);
    if (GroupOf(tally) == CounterGroup::kFast) {
      fast.emplace_back(NodeOf(tally));
    } else {
      EXPECT_EQ(GroupOf(tally), CounterGroup::kEvents);
    }
  }
  EXPECT_THAT(fast, UnorderedElementsAre("success", "failure", "timeout", "hw_error",
                                         "inference_count", "nc_time_in_use", "reset_fail_count"));
  EXPECT_EQ(GroupOf(EccTally::kSramUncorrected), CounterGroup::kFast);
  EXPECT_EQ(GroupOf(EccTally::kHbmUncorrected), CounterGroup::kFast);
  EXPECT_EQ(GroupOf(EccTally::kHbmRepairable), CounterGroup::kFast);
  EXPECT_EQ(GroupOf(EccTally::kSramCorrected), CounterGroup::kEvents);
  EXPECT_EQ(GroupOf(EccTally::kHbmCorrected), CounterGroup::kEvents);
}

TEST(CounterCatalog, ReadsModelCodeWithEventsForUtilisationNeedsIt) {
  EXPECT_EQ(GroupOf(DeviceMemoryClass::kModelCode), CounterGroup::kEvents);
  EXPECT_EQ(GroupOf(DeviceMemoryClass::kTensors), CounterGroup::kMemory);
  EXPECT_EQ(GroupOf(DeviceMemoryClass::kUncategorized), CounterGroup::kMemory);
}

TEST(CounterCatalog, HasAWordForEachGroup) {
  EXPECT_EQ(Word(CounterGroup::kFast), "fast");
  EXPECT_EQ(Word(CounterGroup::kEvents), "events");
  EXPECT_EQ(Word(CounterGroup::kMemory), "memory");
  EXPECT_EQ(Word(CounterGroup::kTensor), "tensor");
  EXPECT_EQ(Word(CounterGroup::kPower), "power");
}

}  // namespace
}  // namespace neuron
