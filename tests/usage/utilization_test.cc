#include "agent/usage/utilization.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(UtilizationSource, HasAWord) {
  EXPECT_STREQ(Word(UtilizationSource::kTimeInUse), "nc_time_in_use");
  EXPECT_STREQ(Word(UtilizationSource::kDatastore), "datastore");
  EXPECT_STREQ(Word(UtilizationSource::kRuntime), "libnrt");
  EXPECT_STREQ(Word(UtilizationSource::kTensorEngine), "tensor_engine");
}

TEST(Utilization, EqualsOneOfTheSameSourceRatioAndTime) {
  const Utilization one = {UtilizationSource::kRuntime, 0.5, absl::Seconds(1)};
  EXPECT_TRUE(one == one);
  EXPECT_FALSE(one == (Utilization{UtilizationSource::kTimeInUse, 0.5, absl::Seconds(1)}));
  EXPECT_FALSE(one == (Utilization{UtilizationSource::kRuntime, 0.4, absl::Seconds(1)}));
  EXPECT_FALSE(one == (Utilization{UtilizationSource::kRuntime, 0.5, absl::Seconds(2)}));
}

}  // namespace
}  // namespace neuron
