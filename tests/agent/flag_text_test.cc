#include "agent/flag_text.h"

#include "gflags/gflags.h"
#include "gtest/gtest.h"

DEFINE_string(colour, "red", "what it looks like");
DEFINE_bool(loud, false, "whether it is heard");
DEFINE_bool(fast, true, "whether it is quick");

namespace neuron {
namespace {

TEST(FlagText, IsTheNameWithTheDefaultAndTheDescriptionBelow) {
  EXPECT_EQ(FlagText("colour"), "    --colour=red\n        what it looks like\n");
  EXPECT_EQ(FlagText("fast"), "    --fast=true\n        whether it is quick\n");
}

TEST(FlagText, IsTheNameAloneForWhatIsOffByDefault) {
  EXPECT_EQ(FlagText("loud"), "    --loud\n        whether it is heard\n");
}

TEST(FlagText, ShowsTheDefaultWhateverIsSet) {
  const gflags::FlagSaver saver;
  FLAGS_colour = "blue";
  EXPECT_EQ(FlagText("colour"), "    --colour=red\n        what it looks like\n");
}

TEST(ParseDurationFlag, TakesLengthsOfTime) {
  EXPECT_EQ(*ParseDurationFlag("period", "500ms"), absl::Milliseconds(500));
  EXPECT_EQ(*ParseDurationFlag("period", "1m30s"), absl::Seconds(90));
}

TEST(ParseDurationFlag, RefusesWhatIsNoneOrNotPositive) {
  for (const char* value : {"", "5", "soon", "0", "0s", "-1s", "inf", "1 s"}) {
    const auto duration = ParseDurationFlag("period", value);
    ASSERT_TRUE(absl::IsInvalidArgument(duration.status())) << value;
    EXPECT_EQ(duration.status().message(), std::string("bad value --period=") + value +
                                               ": a positive time such as 500ms or 5s expected");
  }
}

}  // namespace
}  // namespace neuron
