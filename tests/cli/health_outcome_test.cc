#include "agent/cli/health_outcome.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

Snapshot AllWell() {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.health = NodeHealth::kOk;
  for (ChipState& chip : snapshot.chips) {
    chip.health.verdict = Verdict::kOk;
  }
  return snapshot;
}

TEST(IsAsked, TakesNoneForAll) {
  EXPECT_TRUE(IsAsked({}, 3));
  EXPECT_TRUE(IsAsked({3}, 3));
  EXPECT_FALSE(IsAsked({3}, 4));
}

TEST(CheckThere, NamesAChipThatIsNot) {
  EXPECT_TRUE(CheckThere(ExampleSnapshot(), {}).ok());
  EXPECT_TRUE(CheckThere(ExampleSnapshot(), {0, 15}).ok());
  EXPECT_EQ(CheckThere(ExampleSnapshot(), {0, 17}),
            absl::NotFoundError("no chip 17 on this host, which has 0-15"));
}

TEST(HealthOutcome, IsOkWhereAllIs) { EXPECT_TRUE(HealthOutcome(AllWell(), {}).ok()); }

TEST(HealthOutcome, NamesTheHostAndEveryChipThatIsNotOk) {
  EXPECT_EQ(HealthOutcome(ExampleSnapshot(), {}),
            absl::FailedPreconditionError("the host is degraded; bad: 15; suspect: 2; unknown: 9"));
}

TEST(HealthOutcome, IsAProblemIfAChipIsSuspect) {
  Snapshot snapshot = AllWell();
  snapshot.chips[3].health.verdict = Verdict::kSuspect;
  EXPECT_EQ(HealthOutcome(snapshot, {}),
            absl::FailedPreconditionError("the host is ok; suspect: 3"));
}

TEST(HealthOutcome, IsAProblemIfTheHostIsThoughEveryChipIsOk) {
  Snapshot snapshot = AllWell();
  snapshot.health = NodeHealth::kDegraded;
  EXPECT_TRUE(absl::IsFailedPrecondition(HealthOutcome(snapshot, {})));
  snapshot.health = NodeHealth::kImpaired;
  EXPECT_TRUE(absl::IsFailedPrecondition(HealthOutcome(snapshot, {})));
}

TEST(HealthOutcome, IsUnknownIfAChipOrTheHostIs) {
  Snapshot snapshot = AllWell();
  snapshot.chips[3].health.verdict = Verdict::kUnknown;
  EXPECT_EQ(HealthOutcome(snapshot, {}), absl::UnknownError("the host is ok; unknown: 3"));
  snapshot = AllWell();
  snapshot.health = NodeHealth::kUnknown;
  EXPECT_EQ(HealthOutcome(snapshot, {}), absl::UnknownError("the host is unknown"));
}

TEST(HealthOutcome, CountsOnlyTheChipsThatAreAskedFor) {
  const Snapshot snapshot = ExampleSnapshot();
  EXPECT_TRUE(HealthOutcome(snapshot, {0, 1}).ok());
  EXPECT_EQ(HealthOutcome(snapshot, {0, 15}), absl::FailedPreconditionError("bad: 15"));
  EXPECT_EQ(HealthOutcome(snapshot, {9}), absl::UnknownError("unknown: 9"));
}

}  // namespace
}  // namespace neuron
