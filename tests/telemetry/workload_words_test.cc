#include "agent/telemetry/workload_words.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Word, NamesTheLayersAndTheOccupanciesAlike) {
  EXPECT_EQ(Word(Layer::kHeld), "held");
  EXPECT_EQ(Word(Layer::kMapped), "mapped");
  EXPECT_EQ(Word(Layer::kLeased), "leased");
  EXPECT_EQ(Word(Layer::kReserved), "reserved");
  EXPECT_EQ(Word(Occupancy::kHeld), "held");
  EXPECT_EQ(Word(Occupancy::kMapped), "mapped");
  EXPECT_EQ(Word(Occupancy::kLeased), "leased");
  EXPECT_EQ(Word(Occupancy::kReserved), "reserved");
  EXPECT_EQ(Word(Occupancy::kFree), "free");
  EXPECT_EQ(Word(Occupancy::kUnknown), "unknown");
}

TEST(Word, NamesTheConfidences) {
  EXPECT_EQ(Word(Confidence::kLow), "low");
  EXPECT_EQ(Word(Confidence::kMedium), "medium");
  EXPECT_EQ(Word(Confidence::kHigh), "high");
}

}  // namespace
}  // namespace neuron
