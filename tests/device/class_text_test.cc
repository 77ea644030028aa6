#include "agent/device/class_text.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

using Text = Reading<std::string>;

// Every answer that says why there is none.
template <typename T>
void ExpectExcuses(Reading<T> (*parse)(absl::string_view)) {
  EXPECT_TRUE(absl::IsUnavailable(parse("busy\n").why()));
  EXPECT_TRUE(absl::IsFailedPrecondition(parse("init_error\n").why()));
  EXPECT_TRUE(absl::IsUnavailable(parse("busy").why()));
}

TEST(ParseClassNumber, IsTheNumber) {
  EXPECT_EQ(ParseClassNumber("0\n"), Reading<std::uint64_t>(0));
  EXPECT_EQ(ParseClassNumber("3"), Reading<std::uint64_t>(3));
  EXPECT_TRUE(ParseClassNumber("-1\n").is_absent());
}

TEST(ParseClassNumber, IsUnknownForAllElse) {
  ExpectExcuses(ParseClassNumber);
  for (const char* bytes : {"", "\n", "-2\n", "+1\n", "1 2\n", "1\n\n", "busy \n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseClassNumber(bytes).why())) << bytes;
  }
}

TEST(ParseServerId, IsTheId) {
  EXPECT_EQ(ParseServerId("00000000deadbeef\n"), Text("00000000deadbeef"));
  EXPECT_TRUE(ParseServerId("0000000000000000\n").is_absent());
}

TEST(ParseServerId, IsUnknownForAllElse) {
  ExpectExcuses(ParseServerId);
  for (const char* bytes : {"", "\n", "0\n", "-1\n", "00000000deadbeeg\n", "0x0000000deadbeef\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseServerId(bytes).why())) << bytes;
  }
}

TEST(ParseModes, AreTheListAsItIs) {
  EXPECT_EQ(ParseModes("1,3,4\n"), Text("1,3,4"));
  EXPECT_EQ(ParseModes("4"), Text("4"));
  EXPECT_TRUE(ParseModes("\n").is_absent());
}

TEST(ParseModes, AreUnknownForAllElse) {
  ExpectExcuses(ParseModes);
  for (const char* bytes :
       {"", ",\n", "1,\n", "1, 3\n", "x\n", "-1\n", "1\n3\n", "1,3\n\n", "32\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseModes(bytes).why())) << bytes;
  }
}

TEST(ParseReservationId, IsALineOfText) {
  EXPECT_EQ(ParseReservationId("1a2b3c4d5e6f7a8b\n"), Text("1a2b3c4d5e6f7a8b"));
  EXPECT_TRUE(ParseReservationId("-1\n").is_absent());
  EXPECT_TRUE(ParseReservationId("0000000000000000\n").is_absent());
}

TEST(ParseReservationId, IsUnknownForAllElse) {
  ExpectExcuses(ParseReservationId);
  for (const char* bytes : {"", "\n", "a\nb\n", "\xff\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseReservationId(bytes).why())) << bytes;
  }
}

}  // namespace
}  // namespace neuron
