#include "agent/placement/lint_finding.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Word, IsOneForEachCode) {
  std::set<std::string> words;
  for (int code = 0; code <= static_cast<int>(LintCode::kAbsence); ++code) {
    const std::string word(Word(static_cast<LintCode>(code)));
    EXPECT_FALSE(word.empty());
    EXPECT_EQ(word, absl::AsciiStrToLower(word));
    EXPECT_EQ(word.find(' '), std::string::npos);
    EXPECT_TRUE(words.insert(word).second) << word;
  }
}

}  // namespace
}  // namespace neuron
