#include "agent/telemetry/core_list.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

agent::v1::Chip WithCores(const std::vector<int>& indices) {
  agent::v1::Chip message;
  for (const int index : indices) {
    CoreWithIndex(index, &message);
  }
  return message;
}

TEST(CoreWithIndex, AddsEachCoreInItsPlaceOnce) {
  agent::v1::Chip message = WithCores({3, 1, 2, 1, 0, 3});
  ASSERT_EQ(message.cores_size(), 4);
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(message.cores(static_cast<int>(i)).index(), i);
  }
  EXPECT_EQ(CoreWithIndex(2, &message), message.mutable_cores(2));
}

TEST(CheckCores, TakesAscendingIndices) {
  EXPECT_EQ(CheckCores(WithCores({})), absl::OkStatus());
  EXPECT_EQ(CheckCores(WithCores({0, 5, 2147483647})), absl::OkStatus());
}

TEST(CheckCores, RefusesWhatIsMissingTooLargeOrOutOfOrder) {
  agent::v1::Chip message = WithCores({0, 1});
  message.mutable_cores(1)->set_index(0);
  EXPECT_EQ(CheckCores(message), absl::InvalidArgumentError("cores[1].index: out of order"));
  message.mutable_cores(1)->set_index(0x80000000);
  EXPECT_EQ(CheckCores(message), absl::InvalidArgumentError("cores[1].index: not below 2^31"));
  message.mutable_cores(1)->clear_index();
  EXPECT_EQ(CheckCores(message), absl::InvalidArgumentError("cores[1].index: not set"));
}

}  // namespace
}  // namespace neuron
