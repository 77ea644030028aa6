#include "agent/base/json_number.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(JsonNumberLength, IsOfNumbersThatJsonHas) {
  for (const char* const number :
       {"0", "-0", "7", "120", "-1.5", "0.50", "1e5", "1E+05", "-1.0e-3", "99999999999999999999"}) {
    EXPECT_EQ(JsonNumberLength(number), absl::string_view(number).size()) << number;
    EXPECT_EQ(JsonNumberLength(std::string(number) + ", 2"), absl::string_view(number).size());
  }
}

TEST(JsonNumberLength, IsOfAsMuchAsIsOne) {
  EXPECT_EQ(JsonNumberLength("007"), 1u);
  EXPECT_EQ(JsonNumberLength("1."), 1u);
  EXPECT_EQ(JsonNumberLength("1.e5"), 1u);
  EXPECT_EQ(JsonNumberLength("1.5e"), 3u);
  EXPECT_EQ(JsonNumberLength("1e+"), 1u);
}

TEST(JsonNumberLength, IsZeroOfNone) {
  for (const char* const none : {"", "-", "+1", ".5", "e5", "x", "-x", "Infinity"}) {
    EXPECT_EQ(JsonNumberLength(none), 0u) << none;
  }
}

}  // namespace
}  // namespace neuron
