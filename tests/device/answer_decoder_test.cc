#include "agent/device/answer_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(DecodeArchitecture, KnowsFourAndQuotesAnother) {
  for (std::uint32_t architecture : {1u, 2u, 3u, 4u}) {
    EXPECT_EQ(DecodeArchitecture({architecture, 0}), Reading<std::uint32_t>(architecture));
  }
  for (std::uint32_t architecture : {0u, 5u, 0xdeadbeefu}) {
    const Reading<std::uint32_t> decoded = DecodeArchitecture({architecture, 0});
    EXPECT_THAT(std::string(decoded.why().message()), HasSubstr(std::to_string(architecture)));
  }
}

TEST(DecodeRevision, IsOneByte) {
  EXPECT_EQ(DecodeRevision({2, 255}), Reading<std::uint32_t>(255));
  EXPECT_TRUE(DecodeRevision({2, 256}).is_unknown());
}

TEST(DecodeRuntimeAbi, IsUnknownIfTheLeastIsAboveTheLargest) {
  DeviceAnswers answers;
  DecodeRuntimeAbi({10, 10}, &answers);
  EXPECT_EQ(answers.runtime_abi_min, Reading<std::uint32_t>(10));
  EXPECT_EQ(answers.runtime_abi_max, Reading<std::uint32_t>(10));
  DecodeRuntimeAbi({10, 11}, &answers);
  EXPECT_TRUE(answers.runtime_abi_min.is_unknown() && answers.runtime_abi_max.is_unknown());
}

TEST(DecodePciAddress, QuotesAnAddressThatCannotBe) {
  EXPECT_EQ(DecodePciAddress({0, 0x10000, 0xff, 0x1f, 7, 0}),
            Reading<PciAddress>(PciAddress{0x10000, 0xff, 0x1f, 7}));
  EXPECT_THAT(std::string(DecodePciAddress({0, 0, 256, 0, 0, 0}).why().message()),
              HasSubstr("0000:100:00.0"));
  EXPECT_TRUE(DecodePciAddress({0, 0, 0, 32, 0, 0}).is_unknown());
  EXPECT_TRUE(DecodePciAddress({0, 0, 0, 0, 8, 0}).is_unknown());
}

TEST(DecodeRoutingId, IsTheChipsEntryUpTo63) {
  NeuronRoutingIdMap map = {};
  map.count = 64;
  map.routing_ids[3] = 63;
  map.routing_ids[4] = 64;
  EXPECT_EQ(DecodeRoutingId(map, 0), Reading<std::uint32_t>(0));
  EXPECT_EQ(DecodeRoutingId(map, 3), Reading<std::uint32_t>(63));
  EXPECT_TRUE(DecodeRoutingId(map, 4).is_unknown());
}

TEST(DecodeRoutingId, NeedsAnEntryForTheChip) {
  NeuronRoutingIdMap map = {};
  map.count = 3;
  EXPECT_TRUE(DecodeRoutingId(map, 2).has_value());
  EXPECT_TRUE(DecodeRoutingId(map, 3).is_unknown());
  map.count = 65;
  EXPECT_TRUE(DecodeRoutingId(map, 0).is_unknown());
}

TEST(IsCoreOrder, HasEachOfEightCoresOnce) {
  EXPECT_TRUE(IsCoreOrder({4, 5, 6, 7, 2, 3, 0, 1}));
  for (const std::vector<int>& cores : {std::vector<int>{},
                                        {0, 1, 2, 3, 4, 5, 6},
                                        {0, 1, 2, 3, 4, 5, 6, 6},
                                        {0, 1, 2, 3, 4, 5, 6, 8},
                                        {-1, 1, 2, 3, 4, 5, 6, 7},
                                        {0, 1, 2, 3, 4, 5, 6, 7, 7}}) {
    EXPECT_FALSE(IsCoreOrder(cores));
  }
}

// The map of two chips, each in reverse order.
NeuronCoreMap TwoChips() {
  NeuronCoreMap map = {};
  map.count = 16;
  for (std::uint32_t i = 0; i < 16; ++i) {
    map.entries[i] = {i / 8, 7 - i % 8};
  }
  return map;
}

TEST(DecodeCoreOrder, IsTheChipsEightEntries) {
  const Reading<std::vector<int>> reverse = std::vector<int>{7, 6, 5, 4, 3, 2, 1, 0};
  EXPECT_EQ(DecodeCoreOrder(TwoChips(), 0, 16), reverse);
  EXPECT_EQ(DecodeCoreOrder(TwoChips(), 1, 16), reverse);
}

TEST(DecodeCoreOrder, IsUnknownIfTheMapIsShorterOrLongerThanAsked) {
  EXPECT_TRUE(DecodeCoreOrder(TwoChips(), 2, 24).is_unknown());
  EXPECT_TRUE(DecodeCoreOrder(TwoChips(), 0, 8).is_unknown());
  NeuronCoreMap map = TwoChips();
  map.count = 0xffffffff;
  EXPECT_TRUE(DecodeCoreOrder(map, 0, 8).is_unknown());
  map.count = 15;
  EXPECT_TRUE(DecodeCoreOrder(map, 1, 16).is_unknown());
}

TEST(DecodeCoreOrder, IsUnknownIfAnEntryIsOfAnotherChipOrNoCoreOrThereTwice) {
  NeuronCoreMap map = TwoChips();
  map.entries[9].device_id = 2;
  EXPECT_TRUE(DecodeCoreOrder(map, 1, 16).is_unknown());
  EXPECT_TRUE(DecodeCoreOrder(map, 0, 16).has_value());
  map = TwoChips();
  map.entries[9].core = 8;
  EXPECT_TRUE(DecodeCoreOrder(map, 1, 16).is_unknown());
  map.entries[9].core = 0xfffffff8;
  EXPECT_TRUE(DecodeCoreOrder(map, 1, 16).is_unknown());
  map.entries[9].core = 7;
  EXPECT_TRUE(DecodeCoreOrder(map, 1, 16).is_unknown());
}

TEST(MakePod, KnowsThreeTypesAndFiveStates) {
  for (std::uint32_t type = 0; type < 5; ++type) {
    for (std::uint32_t state = 0; state < 7; ++state) {
      EXPECT_EQ(MakePod(type, state, 1, 4, 3).ok(), type <= 2 && state <= 4);
    }
  }
  EXPECT_EQ(MakePod(0xdeadbeef, 0, 0, 0, -1).status().code(), absl::StatusCode::kDataLoss);
}

TEST(MakePod, TakesANodeBelowTheSizeOrNone) {
  EXPECT_TRUE(MakePod(1, 2, 1, 4, -1).ok());
  EXPECT_TRUE(MakePod(1, 2, 1, 4, 3).ok());
  EXPECT_FALSE(MakePod(1, 2, 1, 4, 4).ok());
  EXPECT_FALSE(MakePod(1, 2, 1, 4, -2).ok());
  EXPECT_FALSE(MakePod(1, 2, 1, 0, 0).ok());
  EXPECT_FALSE(MakePod(1, 2, 1, -1, -1).ok());
}

TEST(DecodePod, ReadsTheSerialNumberLeastByteFirst) {
  NeuronPodInfo info = {};
  NeuronPodStatus status = {};
  std::iota(info.pod_id, info.pod_id + 8, 1);
  std::iota(status.pod_id, status.pod_id + 8, 1);
  info.pod_type = status.pod_type = 2;
  info.pod_size = status.pod_size = 4;
  status.state = 2;
  status.node_id = -1;
  EXPECT_EQ(DecodePod(info, status),
            Reading<Pod>(Pod{PodType::kSwitch, PodState::kUltraServer, 0x0807060504030201, 4, -1}));
}

TEST(DecodePod, IsUnknownIfBothContradictEachOther) {
  NeuronPodInfo info = {};
  NeuronPodStatus status = {};
  status.node_id = -1;
  ASSERT_TRUE(DecodePod(info, status).has_value());
  info.pod_type = 1;
  EXPECT_TRUE(DecodePod(info, status).is_unknown());
  info = {};
  info.pod_size = 4;
  EXPECT_TRUE(DecodePod(info, status).is_unknown());
  info = {};
  info.pod_id[7] = 1;
  EXPECT_TRUE(DecodePod(info, status).is_unknown());
}

}  // namespace
}  // namespace neuron
