#include "agent/telemetry/pod_codec.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

const Pod kPod = {PodType::kTorus, PodState::kUltraServer, 0x5e1f00d, 4, 1};

Chip Saying(int index, const Reading<Pod>& pod) {
  Chip chip = ExampleChip(index);
  DeviceAnswers answers = ExampleAnswers(index);
  answers.pod = pod;
  chip.answers = answers;
  return chip;
}

Chip NotAsked(int index) {
  Chip chip = ExampleChip(index);
  chip.answers = Reading<DeviceAnswers>::Unknown(absl::UnavailableError("not asked"));
  return chip;
}

Reading<Pod> Travelled(const Reading<Pod>& pod) {
  agent::v1::Host message;
  EncodePod(pod, &message);
  return DecodePod(message);
}

TEST(PodOf, IsWhatTheChipsAgreeOn) {
  EXPECT_EQ(PodOf({NotAsked(0), Saying(1, kPod), Saying(2, kPod)}), Reading<Pod>(kPod));
}

TEST(PodOf, IsUnknownIfTheyDisagree) {
  EXPECT_EQ(PodOf({Saying(1, kPod), NotAsked(2), Saying(3, Pod())}).why().message(),
            "chips 1 and 3 say different things of the pod");
}

TEST(PodOf, IsAbsentIfTheirDriverKnowsOfNone) {
  EXPECT_TRUE(PodOf({}).is_absent());
  EXPECT_TRUE(PodOf({NotAsked(0), Saying(1, Reading<Pod>::Absent())}).is_absent());
}

TEST(PodOf, IsUnknownIfNoneWasAsked) {
  EXPECT_EQ(PodOf({NotAsked(0), NotAsked(1)}).why().message(), "not asked");
}

TEST(DecodePod, RestoresTheThreeStates) {
  EXPECT_EQ(Travelled(kPod), Reading<Pod>(kPod));
  EXPECT_EQ(Travelled(Pod()), Reading<Pod>(Pod()));
  EXPECT_TRUE(Travelled(Reading<Pod>::Absent()).is_absent());
  EXPECT_EQ(Travelled(Reading<Pod>::Unknown(absl::DataLossError("why"))).why(),
            absl::UnknownError("why"));
}

TEST(DecodePod, DoesNotBelieveWhatCannotBe) {
  agent::v1::Host good;
  EncodePod(kPod, &good);
  agent::v1::Host message = good;
  message.mutable_pod()->set_type(static_cast<agent::v1::PodType>(99));
  EXPECT_TRUE(DecodePod(message).is_unknown());
  message = good;
  message.mutable_pod()->clear_state();
  EXPECT_TRUE(DecodePod(message).is_unknown());
  message = good;
  message.mutable_pod()->set_size(256);
  EXPECT_TRUE(DecodePod(message).is_unknown());
  message = good;
  message.mutable_pod()->set_node_id(128);
  EXPECT_TRUE(DecodePod(message).is_unknown());
  message = good;
  message.mutable_pod()->set_serial("5E1F00D");
  EXPECT_TRUE(DecodePod(message).is_unknown());
}

TEST(SpreadPod, GivesThePodToTheChipsThatWereAsked) {
  std::vector<Chip> chips = {NotAsked(0), Saying(1, Reading<Pod>::Absent())};
  SpreadPod(kPod, &chips);
  EXPECT_TRUE(chips[0].answers.is_unknown());
  EXPECT_EQ(PodOf(chips), Reading<Pod>(kPod));
}

}  // namespace
}  // namespace neuron
