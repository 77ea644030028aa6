#include "agent/base/utc_text.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(UtcText, IsTheSecondThatIsUnderWay) {
  EXPECT_EQ(UtcText(absl::FromUnixMillis(1795000000999)), "2026-11-18T11:06:40Z");
  EXPECT_EQ(UtcText(absl::FromUnixMillis(-1)), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace neuron
