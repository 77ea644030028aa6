#include "agent/sink/publication_board.h"

#include <thread>

#include "agent/sink/audit_codec.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

PublisherState ExampleState() {
  PublisherState state;
  state.target = EcsTarget{"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/a"};
  state.wanted = {{AttributeKind::kFreeSet, "neuron.free-set", "_01_", "2 chips: 1 free"},
                  {AttributeKind::kGeneration, "neuron.gen", "", "who"}};
  state.told = {{AttributeKind::kFreeSet, "neuron.free-set", "_none_", "starting"},
                {AttributeKind::kGeneration, "neuron.gen", "7f3a-000001-1795000000", "who"}};
  state.told_at = absl::FromUnixMicros(1795000000250000);
  state.problem = absl::PermissionDeniedError("grant ecs:PutAttributes");
  return state;
}

TEST(EncodePublication, SaysEverything) {
  const agent::v1::Publication publication = EncodePublication(ExampleState());
  EXPECT_EQ(publication.cluster(), "prod");
  EXPECT_EQ(publication.container_instance_arn(),
            "arn:aws:ecs:us-east-1:1:container-instance/prod/a");
  ASSERT_EQ(publication.written_size(), 2);
  EXPECT_EQ(publication.written(0).name(), "neuron.free-set");
  EXPECT_EQ(publication.written(0).value(), "_none_");
  EXPECT_EQ(publication.written(0).why(), "starting");
  EXPECT_EQ(publication.written(1).value(), "7f3a-000001-1795000000");
  EXPECT_EQ(publication.written_at().seconds(), 1795000000);
  EXPECT_EQ(publication.written_at().nanos(), 250000000);
  EXPECT_EQ(publication.error(), "grant ecs:PutAttributes");
}

TEST(EncodePublication, SaysNothingOfAGenerationThatIsNotWritten) {
  const agent::v1::Publication publication = EncodePublication(ExampleState());
  ASSERT_EQ(publication.wanted_size(), 1);
  EXPECT_EQ(publication.wanted(0).name(), "neuron.free-set");
  EXPECT_EQ(publication.wanted(0).value(), "_01_");
}

TEST(EncodePublication, SaysWhatAuditsFoundOnceThereWasOne) {
  PublisherState state = ExampleState();
  EXPECT_FALSE(EncodePublication(state).has_audit());
  state.audit.asked_at = absl::FromUnixSeconds(1795000000);
  EXPECT_EQ(EncodePublication(state).audit().asked_at().seconds(), 1795000000);
}

TEST(EncodeAudit, SaysEverything) {
  AuditState audit;
  audit.asked_at = absl::FromUnixSeconds(1795000000);
  audit.looked_at = absl::FromUnixSeconds(1794990000);
  audit.next_at = absl::FromUnixSeconds(1795001800);
  audit.outcome = AuditOutcome::kTooSoon;
  audit.repairs = 2;
  audit.drift = "neuron.fits is \xff";
  audit.problem = absl::PermissionDeniedError("not known");
  audit.second_writer = absl::AbortedError("somebody else");
  audit.others = {"neuron.health"};
  const agent::v1::AttributeAudit message = EncodeAudit(audit);
  EXPECT_EQ(message.asked_at().seconds(), 1795000000);
  EXPECT_EQ(message.answered_at().seconds(), 1794990000);
  EXPECT_EQ(message.next_at().seconds(), 1795001800);
  EXPECT_EQ(message.outcome(), agent::v1::AUDIT_OUTCOME_TOO_SOON);
  EXPECT_EQ(message.repairs(), 2u);
  EXPECT_EQ(message.last_drift(), "neuron.fits is \xef\xbf\xbd");
  EXPECT_EQ(message.problem(), "not known");
  EXPECT_EQ(message.second_writer(), "somebody else");
  ASSERT_EQ(message.others_names_size(), 1);
  EXPECT_EQ(message.others_names(0), "neuron.health");
}

TEST(EncodeAudit, LeavesOutWhatIsNot) {
  const agent::v1::AttributeAudit message = EncodeAudit(AuditState());
  EXPECT_FALSE(message.has_asked_at());
  EXPECT_FALSE(message.has_answered_at());
  EXPECT_FALSE(message.has_next_at());
  EXPECT_FALSE(message.has_outcome());
  EXPECT_FALSE(message.has_problem());
  EXPECT_FALSE(message.has_last_drift());
  EXPECT_FALSE(message.has_second_writer());
  EXPECT_TRUE(message.has_repairs()) << "none is a number";
}

TEST(EncodeAudit, HasAWordForEachOutcome) {
  AuditState audit;
  audit.outcome = AuditOutcome::kAsWritten;
  EXPECT_EQ(EncodeAudit(audit).outcome(), agent::v1::AUDIT_OUTCOME_AS_WRITTEN);
  audit.outcome = AuditOutcome::kStale;
  EXPECT_EQ(EncodeAudit(audit).outcome(), agent::v1::AUDIT_OUTCOME_WRITTEN_AGAIN);
}

TEST(EncodePublication, LeavesOutWhatIsNotKnown) {
  const agent::v1::Publication publication = EncodePublication(PublisherState());
  EXPECT_FALSE(publication.has_cluster());
  EXPECT_FALSE(publication.has_container_instance_arn());
  EXPECT_FALSE(publication.has_written_at());
  EXPECT_FALSE(publication.has_error());
  EXPECT_EQ(publication.wanted_size(), 0);
  EXPECT_EQ(publication.written_size(), 0);
}

TEST(PublicationBoard, ShowsWhetherTheInstanceIsDrainedBesideWhatIsWritten) {
  DrainState state;
  state.why = "no chip is usable \xff";
  state.drained_at = absl::FromUnixSeconds(1795000000);
  state.problem = absl::PermissionDeniedError("grant it");
  PublicationBoard board;
  board.ShowDrain(state);
  board.Show(ExampleState());
  const agent::v1::Publication publication = board.Read();
  EXPECT_EQ(publication.cluster(), "prod");
  EXPECT_EQ(publication.drain().why(), "no chip is usable \xef\xbf\xbd");
  EXPECT_EQ(publication.drain().drained_at().seconds(), 1795000000);
  EXPECT_EQ(publication.drain().problem(), "grant it");
}

TEST(PublicationBoard, LeavesOutWhatIsNotSoOfTheDrain) {
  PublicationBoard board;
  board.ShowDrain({});
  const agent::v1::Publication publication = board.Read();
  ASSERT_TRUE(publication.has_drain());
  EXPECT_EQ(publication.drain().ByteSizeLong(), 0u);
}

TEST(PublicationBoard, IsEmptyAtFirst) { EXPECT_EQ(PublicationBoard().Read().ByteSizeLong(), 0u); }

TEST(PublicationBoard, ShowsTheLatestToAnyThread) {
  PublicationBoard board;
  board.Show(PublisherState());
  std::thread writer([&] { board.Show(ExampleState()); });
  while (!board.Read().has_cluster()) {
    std::this_thread::yield();
  }
  writer.join();
  EXPECT_EQ(board.Read().written_size(), 2);
}

}  // namespace
}  // namespace neuron
