#include "tests/simulator/host/differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kText[] =
    "# A comment.\n"
    "\n"
    "TREE sys/*/config # Nobody read it.\n"
    "IOCTL DEVICE_INFO bar_* # Pointers.\n";

TEST(Differences, AllowWhatAPatternNames) {
  auto differences = Differences::Parse(kText, "IOCTL");
  ASSERT_TRUE(differences.ok()) << differences.status();
  EXPECT_TRUE(differences->Allows("DEVICE_INFO bar_size"));
  EXPECT_FALSE(differences->Allows("DEVICE_INFO architecture"));
}

TEST(Differences, AreOfOneComparison) {
  auto differences = Differences::Parse(kText, "IOCTL");
  EXPECT_FALSE(differences->Allows("sys/a/config"));
}

TEST(Differences, LetAStarStandForSlashes) {
  auto differences = Differences::Parse(kText, "TREE");
  EXPECT_TRUE(differences->Allows("sys/a/b/config"));
}

TEST(Differences, NameWhatWasNotNeeded) {
  auto differences = Differences::Parse(kText, "TREE");
  EXPECT_THAT(differences->Unneeded(), ElementsAre("sys/*/config"));
  differences->Allows("sys/a/config");
  EXPECT_THAT(differences->Unneeded(), IsEmpty());
}

TEST(Differences, NeedASubjectAndAReason) {
  for (const char* text : {"\nTREE sys/a\n", "\nTREE sys/a #\n", "\nTREE # why\n"}) {
    const auto differences = Differences::Parse(text, "IOCTL");
    EXPECT_EQ(differences.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(differences.status().message(), HasSubstr("line 2")) << text;
  }
}

TEST(Differences, AreInTheirFile) {
  const auto differences = Differences::Load("TREE");
  ASSERT_TRUE(differences.ok()) << differences.status();
  EXPECT_FALSE(differences->Unneeded().empty());
}

}  // namespace
}  // namespace neuron::sim
