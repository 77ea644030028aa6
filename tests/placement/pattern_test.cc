#include "agent/placement/pattern.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Pattern, MatchesTheWholeOrAPart) {
  const Pattern pattern = *Pattern::Compile("_04_05_");
  EXPECT_FALSE(pattern.Matches("_03_04_05_", /*part=*/false, /*ignore_case=*/false));
  EXPECT_TRUE(pattern.Matches("_03_04_05_", /*part=*/true, /*ignore_case=*/false));
  EXPECT_TRUE(Pattern::Compile(".*_04_05_.*")->Matches("_03_04_05_", false, false));
}

TEST(Pattern, MayIgnoreCase) {
  const Pattern pattern = *Pattern::Compile("G2.*");
  EXPECT_FALSE(pattern.Matches("g2.large", false, false));
  EXPECT_TRUE(pattern.Matches("g2.large", false, true));
}

TEST(Pattern, ReadsWhatJavaAndRe2ReadAlike) {
  for (const char* const text :
       {"t2.*", "trn[12]\\..*", "a{2,3}b?", "x|y|z", "[^a-c]+", "\\d\\w\\S", "\\Q{[\\E.*", "\\Q{[",
        "[\\]\\[&]", "", "^a$", "\\_\\{"}) {
    EXPECT_TRUE(Pattern::Compile(text).ok()) << text;
  }
}

TEST(Pattern, RefusesWhatTheyReadDifferently) {
  for (const char* const text :
       {"a*+",  "a++",    "a?+",     "a{2}+", "[a[bc]]", "[a-z&&[^b]]", "[[:alpha:]]",
        "[]a]", "[^]a]",  "a{",      "a{,3}", "a{x}",    "\\1",         "\\12",
        "\\01", "\\v",    "\\C",     "\\h",   "\\R",     "\\X",         "\\Z",
        "\\G",  "\\k<a>", "a{1001}", "*",     "[a",      "a\\",         "\\p{IsAlphabetic}",
        "x**"}) {
    const absl::Status status = Pattern::Compile(text).status();
    EXPECT_TRUE(absl::IsUnimplemented(status)) << text << ": " << status;
    EXPECT_THAT(std::string(status.message()), testing::StartsWith("unsupported pattern: "))
        << text;
  }
}

TEST(Pattern, IsNotSlowOnWhatIsSlowElsewhere) {
  const Pattern pattern = *Pattern::Compile(
      "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?"
      "a?a?a?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  EXPECT_TRUE(pattern.Matches(std::string(30, 'a'), false, false));
}

}  // namespace
}  // namespace neuron
