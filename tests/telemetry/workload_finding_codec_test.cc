#include "agent/telemetry/workload_finding_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

agent::v1::WorkloadFinding Encoded(const WorkloadFinding& finding) {
  agent::v1::WorkloadFinding message;
  EncodeWorkloadFinding(finding, &message);
  return message;
}

WorkloadFinding Travelled(const WorkloadFinding& finding) {
  return DecodeWorkloadFinding(Encoded(finding)).value();
}

WorkloadFinding Collision() { return BusySnapshot().workload_findings[0]; }
WorkloadFinding Orphan() { return BusySnapshot().workload_findings[1]; }

TEST(DecodeWorkloadFinding, RestoresWhatAndWhere) {
  const WorkloadFinding finding = Travelled(Collision());
  EXPECT_EQ(finding.code, WorkloadFindingCode::kCollision);
  EXPECT_EQ(finding.chips, ChipSet{10});
  EXPECT_EQ(finding.pid, 0);
  EXPECT_EQ(finding.container, "");
  EXPECT_EQ(finding.tasks, Collision().tasks);
  EXPECT_EQ(finding.evidence, Collision().evidence);
  EXPECT_EQ(finding.confidence, Confidence::kHigh);
  EXPECT_EQ(finding.text, Collision().text);
}

TEST(DecodeWorkloadFinding, RestoresWhomItIsAboutAndTheStep) {
  const WorkloadFinding finding = Travelled(Orphan());
  EXPECT_EQ(finding.pid, 6100);
  EXPECT_EQ(finding.start_ticks, 61000u);
  EXPECT_EQ(finding.container, Orphan().container);
  EXPECT_EQ(finding.step, Step::kTerminate);
}

TEST(EncodeWorkloadFinding, MendsItsText) {
  WorkloadFinding finding = Orphan();
  finding.text = "\xff";
  finding.evidence = {"\xff"};
  EXPECT_EQ(Encoded(finding).text(), "\xef\xbf\xbd");
  EXPECT_EQ(Encoded(finding).evidence(0), "\xef\xbf\xbd");
}

TEST(DecodeWorkloadFinding, TakesWordsOfALaterVersionForTheLeast) {
  agent::v1::WorkloadFinding message = Encoded(Orphan());
  message.set_confidence(static_cast<agent::v1::Confidence>(99));
  message.set_step(static_cast<agent::v1::Step>(99));
  EXPECT_EQ(DecodeWorkloadFinding(message)->confidence, Confidence::kLow);
  EXPECT_EQ(DecodeWorkloadFinding(message)->step, Step::kWait);
}

TEST(DecodeWorkloadFinding, RefusesWhatCannotBe) {
  agent::v1::WorkloadFinding message = Encoded(Orphan());
  message.set_code(static_cast<agent::v1::WorkloadFindingCode>(99));
  EXPECT_EQ(
      DecodeWorkloadFinding(message).status(),
      absl::InvalidArgumentError("code: this version does not know the number 99 of this field"));
  message = Encoded(Orphan());
  message.clear_start_ticks();
  EXPECT_EQ(DecodeWorkloadFinding(message).status(),
            absl::InvalidArgumentError("start_ticks: not set"));
  message = Encoded(Orphan());
  message.add_chips(0);
  EXPECT_FALSE(DecodeWorkloadFinding(message).ok());
}

}  // namespace
}  // namespace neuron
