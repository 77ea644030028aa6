#include "agent/telemetry/kernel_log_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

agent::v1::KernelLog Example() {
  agent::v1::KernelLog message;
  EncodeKernelLog(*BusySnapshot().kernel_log, &message);
  return message;
}

TEST(DecodeKernelLog, RestoresTheTotals) {
  const KernelLogReport expected = *BusySnapshot().kernel_log;
  const KernelLogReport report = DecodeKernelLog(Example()).value();
  EXPECT_EQ(report.lost, expected.lost);
  EXPECT_EQ(report.too_long, expected.too_long);
  EXPECT_EQ(report.repeated, expected.repeated);
  EXPECT_EQ(report.dropped, expected.dropped);
  EXPECT_EQ(report.unplaced, expected.unplaced);
  EXPECT_EQ(report.forged, expected.forged);
}

TEST(DecodeKernelLog, RestoresTheEvents) {
  const KernelLogReport expected = *BusySnapshot().kernel_log;
  const KernelLogReport report = DecodeKernelLog(Example()).value();
  ASSERT_EQ(report.latest.size(), expected.latest.size());
  EXPECT_EQ(report.latest[0].code, Forgery::kNoSuchChip);
  EXPECT_EQ(report.latest[0].seen_at, expected.latest[0].seen_at);
  EXPECT_EQ(report.latest[0].chip, 77);
  EXPECT_EQ(report.latest[0].text, expected.latest[0].text);
  EXPECT_EQ(report.latest[0].why, expected.latest[0].why);
  EXPECT_EQ(report.latest[1].chip, absl::nullopt);
}

TEST(DecodeKernelLog, PassesOverAnEventOfAKindThatIsNotKnown) {
  agent::v1::KernelLog message = Example();
  message.mutable_security_events(0)->clear_code();
  const KernelLogReport report = DecodeKernelLog(message).value();
  ASSERT_EQ(report.latest.size(), 1U);
  EXPECT_EQ(report.latest[0].code, Forgery::kOtherInstance);
  EXPECT_EQ(report.forged, 5U);
}

TEST(DecodeKernelLog, RefusesWhatCannotBe) {
  agent::v1::KernelLog message = Example();
  message.mutable_security_events(1)->set_chip(~0U);
  EXPECT_EQ(DecodeKernelLog(message).status(),
            absl::InvalidArgumentError("security_events[1].chip: too large for an index"));
  message = Example();
  message.mutable_security_events(1)->mutable_seen_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeKernelLog(message).ok());
}

TEST(EncodeKernelLog, MendsTextThatIsNotUtf8) {
  KernelLogReport report;
  report.latest.emplace_back();
  report.latest[0].text = report.latest[0].why = "\xff";
  agent::v1::KernelLog message;
  EncodeKernelLog(report, &message);
  EXPECT_EQ(message.security_events(0).raw(), "\xef\xbf\xbd");
  EXPECT_EQ(message.security_events(0).why(), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace neuron
