#include "agent/sink/publication_board.h"

#include <thread>

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

TEST(EncodePublication, SaysWithTheGenerationWhatAuditsFound) {
  PublisherState state = ExampleState();
  const auto why = [&] { return EncodePublication(state).written(1).why(); };
  EXPECT_EQ(why(), "who");
  state.audit.looked_at = absl::FromUnixSeconds(1795000000);
  EXPECT_EQ(why(), "who; audited 2026-11-18T11:06:40Z, written again by audits: 0");
  state.audit.repairs = 2;
  state.audit.drift = "neuron.fits is gone";
  EXPECT_EQ(why(),
            "who; audited 2026-11-18T11:06:40Z, written again by audits: 2, last because "
            "neuron.fits is gone");
  state.audit.problem = absl::PermissionDeniedError("not known what ECS holds");
  EXPECT_EQ(why(), "who; not known what ECS holds");
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
