#include "agent/device/driver_version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(ParseDriverVersion, TakesTwoToFourNumbers) {
  EXPECT_EQ(ParseDriverVersion("2.24").value(), (DriverVersion{2, 24, 0, 0}));
  EXPECT_EQ(ParseDriverVersion("2.10.11").value(), (DriverVersion{2, 10, 11, 0}));
  EXPECT_EQ(ParseDriverVersion("2.24.7.0").value(), (DriverVersion{2, 24, 7, 0}));
  EXPECT_EQ(ParseDriverVersion("2.31.7.5").value(), (DriverVersion{2, 31, 7, 5}));
}

TEST(ParseDriverVersion, RefusesBuildsWithWordsInThem) {
  const absl::Status status = ParseDriverVersion("2.x.8072.0").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("\"2.x.8072.0\""));
}

TEST(ParseDriverVersion, RefusesAllElse) {
  for (const char* text :
       {"", "2", "2.", ".2", "2..7", "2.24.7.0.1", "2.24.7.0\n", " 2.24", "2.24 ", "+2.24", "2.-24",
        "2.024", "02.24", "0x2.24", "2.24.7.0-dirty", "2,24", "2.99999999999", "v2.24"}) {
    EXPECT_EQ(ParseDriverVersion(text).status().code(), absl::StatusCode::kDataLoss) << text;
  }
}

TEST(ParseDriverVersion, QuotesNoMoreThanTheStart) {
  const absl::Status status = ParseDriverVersion(std::string(5000, '\xff')).status();
  EXPECT_LT(status.message().size(), 250u);
  EXPECT_THAT(std::string(status.message()), HasSubstr("..."));
}

TEST(DriverVersion, IsOrderedByNumberAndNotByText) {
  EXPECT_LT((DriverVersion{2, 9, 4, 0}), (DriverVersion{2, 10, 11, 0}));
  EXPECT_LT((DriverVersion{2, 24, 7, 0}), (DriverVersion{2, 24, 13, 0}));
  EXPECT_LT((DriverVersion{2, 24, 7, 0}), (DriverVersion{2, 24, 7, 1}));
  EXPECT_FALSE((DriverVersion{2, 24, 7, 0}) < (DriverVersion{2, 24, 7, 0}));
}

}  // namespace
}  // namespace neuron
