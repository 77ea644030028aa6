#include "tests/hosts/line_changes.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(LineChanges, NamesWhatWentAndWhatCame) {
  EXPECT_EQ(LineChanges("a\nb\nc\n", "a\nd\nc\ne\n"), "- b\n+ d\n+ e\n");
}

TEST(LineChanges, IsEmptyForTheSameLinesInAnotherOrder) {
  EXPECT_EQ(LineChanges("a\nb\n", "b\na\n"), "");
}

TEST(LineChanges, CountsALineThatIsThereTwice) {
  EXPECT_EQ(LineChanges("a\na\n", "a\n"), "- a\n");
  EXPECT_EQ(LineChanges("a\n", "a\na\n"), "+ a\n");
}

}  // namespace
}  // namespace neuron
