#include "agent/container/last_words.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

const absl::Time kToldAt = absl::FromUnixSeconds(1795000000);

Container Named(const std::string& name, const std::string& arn) {
  Container container;
  container.id = "a";
  container.name = name;
  container.task = ContainerTask{arn, "train", "7"};
  container.told_at = kToldAt;
  return container;
}

Container Unknown() {
  const absl::Status why = absl::NotFoundError("it has gone");
  Container container;
  container.id = "a";
  container.name = Reading<std::string>::Unknown(why);
  container.task = Reading<ContainerTask>::Unknown(why);
  return container;
}

class LastWordsTest : public testing::Test {
 protected:
  Container There(const Container& container) {
    ContainerScan scan;
    scan.containers = {container};
    words_.Keep(&scan);
    return scan.containers[0];
  }
  Container Gone(const Container& container) {
    ContainerScan scan;
    scan.gone = {container};
    words_.Keep(&scan);
    return scan.gone[0];
  }
  void Nothing() {
    ContainerScan scan;
    words_.Keep(&scan);
  }

  LastWords words_;
};

TEST_F(LastWordsTest, StayWithAContainerThatHasGone) {
  There(Named("main", "arn1"));
  for (const Container& later : {Unknown(), Named("other", "arn2")}) {
    const Container gone = Gone(later);
    EXPECT_EQ(gone.name.value(), "main");
    EXPECT_EQ(gone.task.value().arn, "arn1");
    EXPECT_EQ(gone.told_at, kToldAt);
  }
}

TEST_F(LastWordsTest, DoNotTouchAContainerThatIsThere) {
  There(Named("main", "arn1"));
  EXPECT_TRUE(There(Unknown()).task.is_unknown());
  EXPECT_EQ(There(Named("other", "arn2")).name.value(), "other");
  EXPECT_EQ(Gone(Unknown()).name.value(), "other");
}

TEST_F(LastWordsTest, OutliveASilence) {
  There(Named("main", "arn1"));
  There(Unknown());
  EXPECT_EQ(Gone(Unknown()).name.value(), "main");
}

TEST_F(LastWordsTest, MayBeThatItIsNoTasks) {
  Container plain;
  plain.id = "a";
  There(plain);
  EXPECT_TRUE(Gone(Named("other", "arn2")).task.is_absent());
}

TEST_F(LastWordsTest, MayComeAfterItHasGoneIfNothingWasKnownBefore) {
  There(Unknown());
  EXPECT_TRUE(Gone(Unknown()).task.is_unknown());
  EXPECT_EQ(Gone(Named("main", "arn1")).task.value().arn, "arn1");
  EXPECT_EQ(Gone(Unknown()).task.value().arn, "arn1");
}

TEST_F(LastWordsTest, AreForgottenWithTheTombstone) {
  There(Named("main", "arn1"));
  Nothing();
  EXPECT_TRUE(Gone(Unknown()).task.is_unknown());
}

}  // namespace
}  // namespace neuron
