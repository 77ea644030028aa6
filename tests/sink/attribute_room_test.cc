#include "agent/sink/attribute_room.h"

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Kinds = std::vector<AttributeKind>;

Kinds FittingIn(const AttributeRoom& room) {
  std::vector<DesiredAttribute> all;
  for (AttributeKind kind : AttributeNames().kinds) {
    all.push_back({kind, AttributeName({}, kind), "x", ""});
  }
  Kinds kinds;
  for (const DesiredAttribute& one : room.Fitting(all)) {
    kinds.push_back(one.kind);
  }
  return kinds;
}

TEST(AttributeRoom, HasAllAtFirst) {
  const AttributeRoom room{AttributeNames()};
  EXPECT_EQ(FittingIn(room), AttributeNames().kinds);
  EXPECT_EQ(room.Names().size(), 7u);
  EXPECT_TRUE(room.problem().ok());
  EXPECT_FALSE(room.IsEmpty());
}

TEST(AttributeRoom, LeavesOutOneAndAllThatAreWorthLess) {
  AttributeRoom room{AttributeNames()};
  room.LeaveOut(AttributeKind::kHealth);
  EXPECT_EQ(FittingIn(room), (Kinds{AttributeKind::kFreeSet, AttributeKind::kFits}));
  EXPECT_EQ(room.Names().size(), 7u);
  EXPECT_EQ(room.problem().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(absl::StrContains(room.problem().message(), "no room for neuron.health, neuron.fre"));
}

TEST(AttributeRoom, AlwaysKeepsTheMostValuable) {
  AttributeRoom room{AttributeNames()};
  room.LeaveOut(AttributeKind::kFreeSet);
  EXPECT_EQ(FittingIn(room), Kinds{AttributeKind::kFreeSet});
}

TEST(AttributeRoom, TakesBackTheMostValuableFirst) {
  AttributeRoom room{AttributeNames()};
  EXPECT_FALSE(room.Return(3)) << "nothing was left out";
  room.LeaveOut(AttributeKind::kFits);
  EXPECT_FALSE(room.Return(0));
  EXPECT_TRUE(room.Return(1));
  EXPECT_EQ(FittingIn(room), (Kinds{AttributeKind::kFreeSet, AttributeKind::kFits}));
  EXPECT_TRUE(room.Return(9));
  EXPECT_EQ(FittingIn(room).size(), 7u);
  EXPECT_TRUE(room.problem().ok());
}

TEST(AttributeRoom, LeavesToOthersWhatIsTheirs) {
  AttributeRoom room{AttributeNames()};
  EXPECT_TRUE(room.Yield({AttributeKind::kHealth}));
  EXPECT_FALSE(room.Yield({AttributeKind::kHealth})) << "that is no news";
  EXPECT_EQ(room.others(), Kinds{AttributeKind::kHealth});
  EXPECT_EQ(FittingIn(room).size(), 6u);
  EXPECT_EQ(room.Names().size(), 6u);
  EXPECT_EQ(room.problem().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(absl::StrContains(room.problem().message(), "holds as neuron.health: "));
  EXPECT_TRUE(absl::StrContains(room.problem().message(), "--attribute_prefix"));
  EXPECT_TRUE(room.Yield({}));
  EXPECT_EQ(FittingIn(room).size(), 7u);
}

TEST(AttributeRoom, IsEmptyWhereAllAreOthers) {
  AttributeRoom room{AttributeNames()};
  room.Yield(AttributeNames().kinds);
  EXPECT_TRUE(room.IsEmpty());
  EXPECT_TRUE(FittingIn(room).empty());
}

}  // namespace
}  // namespace neuron
