#include "agent/device/comma_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::ElementsAre;

TEST(SplitFields, TakesAsManyFieldsAsAreAskedFor) {
  std::array<absl::string_view, 3> fields;
  ASSERT_TRUE(SplitFields("a,,c d", &fields));
  EXPECT_THAT(fields, ElementsAre("a", "", "c d"));
}

TEST(SplitFields, RefusesFewerAndMore) {
  std::array<absl::string_view, 3> fields;
  EXPECT_FALSE(SplitFields("", &fields));
  EXPECT_FALSE(SplitFields("a,b", &fields));
  EXPECT_FALSE(SplitFields("a,b,c,", &fields));
}

}  // namespace
}  // namespace neuron
