#include "agent/base/decimal.h"

#include <cstdint>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ParseDecimal, ReadsWhatStrCatWrites) {
  int number = 0;
  for (const int written : {0, 7, 63, -1, 2147483647}) {
    ASSERT_TRUE(ParseDecimal(absl::StrCat(written), &number)) << written;
    EXPECT_EQ(number, written);
  }
}

TEST(ParseDecimal, RefusesOtherSpellings) {
  int number = 0;
  for (const char* const text : {"", "-", "+3", " 3", "3 ", "03", "-0", "3x", "0x3", "3.0"}) {
    EXPECT_FALSE(ParseDecimal(text, &number)) << text;
  }
}

TEST(ParseDecimal, RefusesWhatIsBeyondTheType) {
  int number = 0;
  EXPECT_FALSE(ParseDecimal("2147483648", &number));
  std::uint64_t amount = 0;
  EXPECT_FALSE(ParseDecimal("-1", &amount));
  EXPECT_TRUE(ParseDecimal("18446744073709551615", &amount));
}

}  // namespace
}  // namespace neuron
