#include "agent/cli/difference.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

Difference Of(absl::optional<int> chip, Gravity gravity) {
  return {chip, "core_count", "2", "1", gravity};
}

TEST(OutcomeOf, IsOkWithNotesOnly) {
  EXPECT_TRUE(OutcomeOf({}).ok());
  EXPECT_TRUE(OutcomeOf({Of(3, Gravity::kNote)}).ok());
}

TEST(OutcomeOf, NamesWhomTheProblemsAreOf) {
  EXPECT_EQ(OutcomeOf({Of(3, Gravity::kGrave), Of(absl::nullopt, Gravity::kGrave),
                       Of(4, Gravity::kGrave), Of(7, Gravity::kUntold)}),
            absl::FailedPreconditionError("problems of the host and chips 3-4; unknown of chip 7"));
}

TEST(OutcomeOf, IsUnknownWhereNothingIsAProblem) {
  EXPECT_EQ(OutcomeOf({Of(7, Gravity::kUntold), Of(1, Gravity::kNote)}),
            absl::UnknownError("not all could be told of chip 7"));
}

TEST(AskedFor, LeavesOutOtherChipsAndTheHost) {
  const std::vector<Difference> all = {Of(absl::nullopt, Gravity::kGrave), Of(3, Gravity::kNote),
                                       Of(4, Gravity::kNote)};
  EXPECT_EQ(AskedFor(all, {}), all);
  EXPECT_EQ(AskedFor(all, {4}), std::vector<Difference>{Of(4, Gravity::kNote)});
}

TEST(Gravest, IsNoneOfNone) {
  EXPECT_EQ(Gravest({}), absl::nullopt);
  EXPECT_EQ(Gravest({Of(3, Gravity::kUntold), Of(3, Gravity::kNote)}), Gravity::kUntold);
}

TEST(Gravity, HasAWordForPeople) {
  EXPECT_EQ(Word(Gravity::kNote), "note");
  EXPECT_EQ(Word(Gravity::kUntold), "unknown");
  EXPECT_EQ(Word(Gravity::kGrave), "problem");
}

}  // namespace
}  // namespace neuron
