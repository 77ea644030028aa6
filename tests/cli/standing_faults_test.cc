#include "agent/cli/standing_faults.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

using testing::IsEmpty;

Snapshot Well() {
  Snapshot snapshot = ExampleSnapshot();
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  inventory->missing.clear();
  snapshot.inventory = inventory;
  for (ChipState& chip : snapshot.chips) {
    chip.health = {Verdict::kOk, "none", "", {}, "", absl::InfinitePast(), ""};
  }
  return snapshot;
}

Sign SignOf(Ailment ailment) {
  Sign sign;
  sign.ailment = ailment;
  sign.raw = "what was read";
  return sign;
}

TEST(StandingFaults, AreNoneWhereAllIsWell) { EXPECT_THAT(StandingFaults(Well(), {}), IsEmpty()); }

TEST(StandingFaults, AreWhatSpeaksAgainstAChip) {
  Snapshot snapshot = Well();
  snapshot.chips[15].health.verdict = Verdict::kBad;
  snapshot.chips[15].health.signs = {SignOf(Ailment::kResetFailed)};
  EXPECT_EQ(StandingFaults(snapshot, {15}),
            (std::vector<Difference>{{15, "reset_failed", "", "what was read", Gravity::kGrave}}));
}

TEST(StandingFaults, LeaveOutMemoryErrorsThatAreCompared) {
  Snapshot snapshot = Well();
  snapshot.chips[2].health.signs = {SignOf(Ailment::kHbmRepairable),
                                    SignOf(Ailment::kHbmUncorrectable),
                                    SignOf(Ailment::kSramUncorrectable)};
  EXPECT_EQ(StandingFaults(snapshot, {3}).size(), 3u);
  EXPECT_THAT(StandingFaults(snapshot, {2}), IsEmpty());
}

TEST(StandingFaults, SayWhyNothingCanBeTold) {
  Snapshot snapshot = Well();
  snapshot.chips[9].health = {Verdict::kUnknown,    "unread", "no answer", {}, "",
                              absl::InfinitePast(), ""};
  EXPECT_EQ(StandingFaults(snapshot, {}),
            (std::vector<Difference>{{9, "unread", "", "no answer", Gravity::kUntold}}));
}

TEST(StandingFaults, AreMissingChipsAndOtherLinks) {
  Snapshot snapshot = Well();
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  inventory->missing = {{Reading<PciFunction>::Unknown(absl::UnknownError("?")), "one is missing"}};
  inventory->findings = {{FindingCode::kOtherTopology, {1}, "chip 1 has no links"},
                         {FindingCode::kModuleParameter, {}, "no_reset is 1"}};
  snapshot.inventory = inventory;
  EXPECT_EQ(StandingFaults(snapshot, {}),
            (std::vector<Difference>{
                {absl::nullopt, "missing_chip", "", "one is missing", Gravity::kGrave},
                {absl::nullopt, "connected_devices", "", "chip 1 has no links", Gravity::kGrave}}));
}

}  // namespace
}  // namespace neuron
