// What the real driver answered, as the agent reads it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "agent/device/device_answers.h"
#include "tests/fakes/recorded_driver.h"

namespace neuron {
namespace {

using Order = Reading<std::vector<int>>;

constexpr Pod kNoPod = {PodType::kNone, PodState::kSingle, 0, 0, -1};
constexpr Pod kElecting = {PodType::kTorus, PodState::kElecting, 0, 0, -1};

struct RecordedChip {
  const char* host;
  int chip;
  std::uint8_t slot;
  std::uint32_t architecture;
  std::uint32_t abi_min;
  std::uint32_t abi_max;
  std::uint32_t routing_id;
  Order core_order;
  Pod pod;
};

// The slots are those in pci.txt and dmesg.txt; the rest is restated from neuron-driver.md §5.3.
const RecordedChip kChips[] = {
    {"inf1", 0, 0x10, 1, 2, 7, 0, Order::Absent(), kNoPod},
    {"inf1", 1, 0x11, 1, 2, 7, 1, Order::Absent(), kNoPod},
    {"inf2", 0, 0x14, 2, 5, 7, 0, Order::Absent(), kNoPod},
    {"inf2", 1, 0x15, 2, 5, 7, 1, Order::Absent(), kNoPod},
    {"trn1", 0, 0x10, 2, 5, 7, 0, Order::Absent(), kNoPod},
    {"trn1", 1, 0x12, 2, 5, 7, 2, Order::Absent(), kNoPod},
    {"trn2", 0, 0x10, 3, 10, 11, 0, Order({4, 5, 6, 7, 2, 3, 0, 1}), kNoPod},
    {"trn2", 1, 0x18, 3, 10, 11, 8, Order({2, 3, 0, 1, 4, 5, 6, 7}), kNoPod},
    {"trn2u", 0, 0x10, 3, 10, 11, 0, Order({4, 5, 6, 7, 2, 3, 0, 1}), kElecting},
    {"trn2u", 1, 0x18, 3, 10, 11, 8, Order({2, 3, 0, 1, 4, 5, 6, 7}), kElecting},
};

class RecordedAnswersTest : public testing::TestWithParam<RecordedChip> {};

TEST_P(RecordedAnswersTest, AreReadInFull) {
  const RecordedChip& expected = GetParam();
  const std::unique_ptr<RecordingDriver> driver = MakeRecordedDriver(expected.host, expected.chip);
  // As far as the files of 2.24.7 say.
  const AskPlan plan = {expected.chip, {2, 23, 9, 0}};
  const DeviceAnswers answers = AskDevice(driver.get(), "/dev/neuron", plan).value();
  EXPECT_THAT(driver->Harm(), testing::IsEmpty());
  EXPECT_EQ(answers.pci, Reading<PciAddress>(PciAddress{0, 0, expected.slot, 0}));
  EXPECT_EQ(answers.architecture, Reading<std::uint32_t>(expected.architecture));
  EXPECT_EQ(answers.revision, Reading<std::uint32_t>(0));
  EXPECT_EQ(answers.runtime_abi_min, Reading<std::uint32_t>(expected.abi_min));
  EXPECT_EQ(answers.runtime_abi_max, Reading<std::uint32_t>(expected.abi_max));
  EXPECT_EQ(answers.feature_flags, Reading<std::uint64_t>(0xff));
  EXPECT_EQ(answers.routing_id, Reading<std::uint32_t>(expected.routing_id));
  EXPECT_EQ(answers.core_order, expected.core_order);
  EXPECT_EQ(answers.pod, Reading<Pod>(expected.pod));
}

INSTANTIATE_TEST_SUITE_P(All, RecordedAnswersTest, testing::ValuesIn(kChips), [](const auto& test) {
  return std::string(test.param.host) + "_" + std::to_string(test.param.chip);
});

}  // namespace
}  // namespace neuron
