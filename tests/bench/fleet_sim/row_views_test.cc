#include "tests/bench/fleet_sim/row_views.h"

#include "agent/telemetry/ecs_attributes.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

std::vector<EcsAttribute> Written(const Snapshot& view) {
  std::vector<EcsAttribute> attributes;
  for (const DesiredAttribute& attribute : DesiredAttributes(view, AttributeNames(), "")) {
    attributes.push_back({attribute.name, attribute.value});
  }
  return attributes;
}

TEST(RowViews, ReadBackAsTheRowsThatAreFree) {
  const RowViews views;
  for (unsigned rows = 0; rows <= RowViews::kAll; ++rows) {
    EXPECT_EQ(RowsIn(Written(views.Of(rows))), rows);
  }
}

TEST(RowViews, WithoutDriverNothingIsFreeOrWell) {
  const RowViews views;
  const std::vector<EcsAttribute> written = Written(views.WithoutDriver());
  EXPECT_EQ(RowsIn(written), 0u);
  EXPECT_EQ(views.WithoutDriver().health, NodeHealth::kImpaired);
  EXPECT_TRUE(views.WithoutDriver().chips.empty());
}

TEST(RowsIn, IsNoneWhereNothingWasWritten) { EXPECT_EQ(RowsIn({}), 0u); }

}  // namespace
}  // namespace neuron
