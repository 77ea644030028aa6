#include "agent/telemetry/health_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// Of chip 2, which is suspect by two sources.
agent::v1::Chip Encoded() {
  agent::v1::Chip message;
  message.set_index(2);
  EncodeHealth(ExampleSnapshot().chips[2].health, &message);
  return message;
}

ChipHealth Decoded(const agent::v1::Chip& message) { return DecodeHealth(message).value(); }

TEST(DecodeHealth, RestoresAVerdictWithAllThatIsSaidOfIt) {
  const ChipHealth decoded = Decoded(Encoded());
  const ChipHealth expected = ExampleSnapshot().chips[2].health;
  EXPECT_EQ(decoded.verdict, Verdict::kSuspect);
  EXPECT_EQ(decoded.reason, expected.reason);
  EXPECT_EQ(decoded.evidence, expected.evidence);
  EXPECT_EQ(decoded.advice, expected.advice);
  EXPECT_EQ(decoded.since, expected.since);
  EXPECT_EQ(decoded.clears_when, expected.clears_when);
}

TEST(DecodeHealth, RestoresTheSignsInOrder) {
  const std::vector<Sign> signs = Decoded(Encoded()).signs;
  ASSERT_EQ(signs.size(), 2u);
  EXPECT_EQ(signs[0].ailment, Ailment::kSramUncorrectable);
  EXPECT_EQ(signs[1].ailment, Ailment::kHbmRepairable);
  EXPECT_EQ(signs[1].source, SignSource::kKernelLog);
  EXPECT_EQ(signs[1].chip, 2);
  EXPECT_EQ(signs[1].seen_at, ExampleSnapshot().chips[2].health.signs[1].seen_at);
  EXPECT_EQ(signs[1].amount, 3u);
  EXPECT_FALSE(signs[1].lasting);
  EXPECT_EQ(signs[1].raw, "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR");
}

TEST(EncodeHealth, SetsNothingThatIsNotKnownOrNotSaid) {
  ChipHealth health;
  health.verdict = Verdict::kOk;
  health.reason = "none";
  health.evidence = "";
  health.clears_when = "";
  agent::v1::Chip message;
  EncodeHealth(health, &message);
  EXPECT_FALSE(message.has_verdict_evidence());
  EXPECT_FALSE(message.has_verdict_advice());
  EXPECT_FALSE(message.has_verdict_clears_when());
  EXPECT_FALSE(message.has_verdict_since());
  EXPECT_EQ(Decoded(message).since, absl::InfinitePast());
}

TEST(EncodeHealth, MendsTextThatIsNotUtf8) {
  ChipHealth health;
  health.signs.emplace_back();
  health.signs[0].raw = "a\xff";
  agent::v1::Chip message;
  EncodeHealth(health, &message);
  EXPECT_EQ(message.signs(0).raw(), "a\xef\xbf\xbd");
}

TEST(DecodeHealth, IsUnknownForAVerdictOfALaterVersion) {
  agent::v1::Chip message = Encoded();
  message.set_verdict(static_cast<agent::v1::Verdict>(99));
  const ChipHealth health = Decoded(message);
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "unread");
  EXPECT_EQ(health.evidence, "verdict: this version does not know the number 99 of this field");
}

TEST(DecodeHealth, LeavesOutSignsOfALaterVersion) {
  agent::v1::Chip message = Encoded();
  message.mutable_signs(0)->set_ailment(static_cast<agent::v1::Ailment>(99));
  ASSERT_EQ(Decoded(message).signs.size(), 1u);
  EXPECT_EQ(Decoded(message).signs[0].ailment, Ailment::kHbmRepairable);
  message.mutable_signs(1)->clear_source();
  EXPECT_TRUE(Decoded(message).signs.empty());
}

TEST(DecodeHealth, RefusesTimesThatCannotBe) {
  agent::v1::Chip message = Encoded();
  message.mutable_signs(1)->mutable_seen_at()->set_nanos(-1);
  EXPECT_EQ(
      DecodeHealth(message).status(),
      absl::InvalidArgumentError("signs[1].seen_at: not a time between the years 1 and 9999"));
  message = Encoded();
  message.mutable_verdict_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeHealth(message).ok());
}

}  // namespace
}  // namespace neuron
