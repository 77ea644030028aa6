#include "agent/telemetry/utf8.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr char kReplacement[] = "\xef\xbf\xbd";

TEST(ValidUtf8, LeavesTextAsItIs) {
  for (const absl::string_view text : {"", "train", "a\nb\x01", "caf\xc3\xa9", "\xe2\x82\xac",
                                       "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(ValidUtf8(text), text);
  }
}

TEST(ValidUtf8, KeepsZeroBytes) {
  const absl::string_view text("a\0b", 3);
  EXPECT_EQ(ValidUtf8(text), text);
}

// As the kernel cuts a name after 15 bytes.
TEST(ValidUtf8, ReplacesACharacterThatWasCut) {
  EXPECT_EQ(ValidUtf8("caf\xc3"), std::string("caf") + kReplacement);
  EXPECT_EQ(ValidUtf8("\xe2\x82"), std::string(kReplacement) + kReplacement);
}

TEST(ValidUtf8, ReplacesWhatIsNotWellFormedAndKeepsTheRest) {
  for (const absl::string_view bad :
       {"\x80", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe0\x80\x80"}) {
    std::string expected = "<";
    for (std::size_t i = 0; i < bad.size(); ++i) {
      expected += kReplacement;
    }
    EXPECT_EQ(ValidUtf8("<" + std::string(bad) + ">"), expected + ">");
  }
}

}  // namespace
}  // namespace neuron
