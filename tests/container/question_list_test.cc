#include "agent/container/question_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Duration kStart = absl::Hours(1);

absl::Status Bad() { return absl::InvalidArgumentError("bad"); }

TEST(QuestionList, MakesBatches) {
  QuestionList list(2);
  list.Queue({"a", "b", "c"});
  EXPECT_THAT(list.Take(), ElementsAre("a", "b"));
  EXPECT_THAT(list.Take(), ElementsAre("c"));
  EXPECT_THAT(list.Take(), IsEmpty());
}

TEST(QuestionList, QueuesInsteadOfWhatWasQueued) {
  QuestionList list(2);
  list.Queue({"a"});
  list.Queue({"b"});
  EXPECT_THAT(list.Take(), ElementsAre("b"));
  EXPECT_THAT(list.Take(), IsEmpty());
}

TEST(QuestionList, AsksAgainInHalvesAfterWhatWasNotAskedYet) {
  QuestionList list(3);
  list.Queue({"a", "b", "c", "d"});
  list.Refuse(list.Take(), Bad(), kStart);
  EXPECT_THAT(list.Take(), ElementsAre("d"));
  EXPECT_THAT(list.Take(), ElementsAre("a"));
  EXPECT_THAT(list.Take(), ElementsAre("b", "c"));
  EXPECT_TRUE(list.WhyAside("a").ok());
}

TEST(QuestionList, SetsAsideWhatWasRefusedAlone) {
  QuestionList list(3);
  list.Refuse({"a"}, Bad(), kStart);
  EXPECT_THAT(list.Take(), IsEmpty());
  EXPECT_EQ(list.WhyAside("a"), Bad());
  EXPECT_THAT(list.Askable({"a", "b"}, kStart), ElementsAre("b"));
}

TEST(QuestionList, PausesTwiceAsLongEachTimeUpTo10Min) {
  QuestionList list(3);
  for (const int seconds : {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
    list.SetAside("a", Bad(), kStart);
    const absl::Duration end = kStart + absl::Seconds(seconds);
    EXPECT_THAT(list.Askable({"a"}, end - absl::Milliseconds(1)), IsEmpty()) << seconds;
    EXPECT_THAT(list.Askable({"a"}, end), ElementsAre("a")) << seconds;
  }
}

TEST(QuestionList, ForgetsWhatIsSettled) {
  QuestionList list(3);
  list.SetAside("a", Bad(), kStart);
  list.Settle("a");
  EXPECT_TRUE(list.WhyAside("a").ok());
  EXPECT_THAT(list.Askable({"a"}, kStart), ElementsAre("a"));
}

TEST(QuestionList, RemembersABoundedNumberThoseThatPauseLongest) {
  QuestionList list(3);
  list.SetAside("worst", Bad(), kStart);
  list.SetAside("worst", Bad(), kStart);
  for (std::size_t i = 0; i < QuestionList::kMostAside; ++i) {
    list.SetAside(std::to_string(i), Bad(), kStart + absl::Milliseconds(i));
  }
  EXPECT_TRUE(list.WhyAside("0").ok());
  EXPECT_EQ(list.WhyAside("1"), Bad());
  EXPECT_EQ(list.WhyAside("worst"), Bad());
}

}  // namespace
}  // namespace neuron
