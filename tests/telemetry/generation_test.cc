#include "agent/telemetry/generation.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Generation, IsBootWriteAndTime) {
  EXPECT_EQ(FormatGeneration({"7f3a", 42, absl::FromUnixSeconds(1795000000)}),
            "7f3a-000042-1795000000");
}

TEST(Generation, IsReadAsItWasWritten) {
  for (const std::uint64_t write : {std::uint64_t{1}, std::uint64_t{12345678}}) {
    const AttributeGeneration generation = {"00ff", write, absl::FromUnixSeconds(1795000000)};
    EXPECT_EQ(ParseGeneration(FormatGeneration(generation)), generation);
  }
}

TEST(Generation, IsNothingElse) {
  for (const char* text :
       {"", "ok", "7f3a-42-1795000000", "7f3a-000042", "7F3A-000042-1795000000",
        "7f3-000042-1795000000", "7f3a-000042-1795000000-1", "7f3a-000042-+1795000000",
        "7f3a- 00042-1795000000", "7f3a-99999999999999999999999-1795000000"}) {
    EXPECT_FALSE(ParseGeneration(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace neuron
