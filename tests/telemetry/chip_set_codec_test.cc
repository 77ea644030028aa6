#include "agent/telemetry/chip_set_codec.h"

#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

ChipIndices Indices(const std::vector<std::uint32_t>& values) {
  return ChipIndices(values.begin(), values.end());
}

TEST(EncodeChipSet, WritesIndicesAscending) {
  ChipIndices indices;
  EncodeChipSet({63, 0, 5}, &indices);
  EXPECT_EQ(std::vector<std::uint32_t>(indices.begin(), indices.end()),
            (std::vector<std::uint32_t>{0, 5, 63}));
}

TEST(EncodeChipSet, Appends) {
  ChipIndices indices = Indices({1});
  EncodeChipSet({2}, &indices);
  EXPECT_EQ(indices.size(), 2);
}

TEST(DecodeChipSet, IsTheReverse) {
  EXPECT_EQ(*DecodeChipSet("chips", Indices({0, 5, 63})), (ChipSet{0, 5, 63}));
  EXPECT_EQ(*DecodeChipSet("chips", Indices({})), ChipSet());
}

TEST(DecodeChipSet, RefusesIndicesOf64AndMore) {
  EXPECT_EQ(DecodeChipSet("chips", Indices({64})).status(),
            absl::InvalidArgumentError("chips: 64 is not a chip index below 64"));
  EXPECT_FALSE(DecodeChipSet("chips", Indices({0xffffffff})).ok());
}

TEST(DecodeChipSet, RefusesTwinsAndDisorder) {
  EXPECT_FALSE(DecodeChipSet("chips", Indices({3, 3})).ok());
  EXPECT_EQ(DecodeChipSet("chips", Indices({3, 1})).status(),
            absl::InvalidArgumentError("chips: 1 is out of order"));
}

}  // namespace
}  // namespace neuron
