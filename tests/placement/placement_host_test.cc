#include "agent/placement/placement_host.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ValueOf, IsAbsentOnlyWhereThatIsKnown) {
  PlacementHost host;
  host.attributes = {{"a", std::string("1")}, {"b", Reading<std::string>::Absent()}};
  EXPECT_EQ(ValueOf(host, {SubjectKind::kAttribute, "a"}).value(), "1");
  EXPECT_TRUE(ValueOf(host, {SubjectKind::kAttribute, "b"}).is_absent());
  EXPECT_TRUE(ValueOf(host, {SubjectKind::kAttribute, "c"}).is_absent());
  host.other_attributes = absl::UnknownError("ask ECS");
  EXPECT_TRUE(ValueOf(host, {SubjectKind::kAttribute, "b"}).is_absent());
  EXPECT_EQ(ValueOf(host, {SubjectKind::kAttribute, "c"}).why().message(), "ask ECS");
}

TEST(ValueOf, NeverTakesAFieldForAbsent) {
  EXPECT_TRUE(ValueOf({}, {SubjectKind::kAgentVersion, ""}).is_unknown());
}

}  // namespace
}  // namespace neuron
