#include "agent/sink/write_pace.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

// The longest of a pause that is drawn.
constexpr double kAll = 1;

TEST(WritePace, HasNoPauseUntilAWriteIsThrottled) {
  WritePace pace;
  EXPECT_EQ(pace.Wait({}, true), absl::ZeroDuration());
  pace.Taken({}, kAll);
  EXPECT_EQ(pace.Wait({}, false), absl::ZeroDuration());
}

TEST(WritePace, LetsWhatIsUrgentGoFirst) {
  WritePace pace;
  pace.Throttled({}, kAll);
  EXPECT_EQ(pace.Wait({}, true), absl::Seconds(2));
  EXPECT_EQ(pace.Wait({}, false), absl::Seconds(16));
  EXPECT_EQ(pace.Wait(absl::Seconds(2), true), absl::ZeroDuration());
  EXPECT_EQ(pace.Wait(absl::Seconds(2), false), absl::Seconds(14));
}

TEST(WritePace, DrawsAnyPauseUpToItsLength) {
  WritePace pace;
  pace.Throttled({}, 0);
  EXPECT_EQ(pace.Wait({}, false), absl::ZeroDuration());
  pace.Throttled({}, 0.25);
  EXPECT_EQ(pace.Wait({}, true), absl::Seconds(1));
}

TEST(WritePace, DoublesUpToItsLongestPauses) {
  WritePace pace;
  pace.Throttled({}, kAll);
  pace.Throttled({}, kAll);
  EXPECT_EQ(pace.Wait({}, true), absl::Seconds(4));
  for (int i = 0; i < 100; ++i) {
    pace.Throttled({}, kAll);
  }
  EXPECT_EQ(pace.Wait({}, true), absl::Minutes(5));
  EXPECT_EQ(pace.Wait({}, false), absl::Minutes(10));
}

TEST(WritePace, ShortensByASixthWithEachWriteThatIsTaken) {
  WritePace pace;
  for (int i = 0; i < 4; ++i) {
    pace.Throttled({}, kAll);
  }
  EXPECT_EQ(pace.Wait({}, true), absl::Seconds(16));
  pace.Taken({}, kAll);
  EXPECT_NEAR(absl::ToDoubleSeconds(pace.Wait({}, true)), 16 * 5 / 6.0, 0.2);
  for (int i = 0; i < 3; ++i) {
    pace.Taken({}, kAll);
  }
  EXPECT_NEAR(absl::ToDoubleSeconds(pace.Wait({}, true)), 8, 0.001);
}

TEST(WritePace, HasNoPauseAfterAWriteThatIsTakenWhereOneWasThrottled) {
  WritePace pace;
  pace.Throttled({}, kAll);
  pace.Taken({}, kAll);
  EXPECT_EQ(pace.Wait({}, true), absl::ZeroDuration());
  EXPECT_EQ(pace.Wait({}, false), absl::ZeroDuration());
}

TEST(WritePace, ForgetsAfterTwentyMinutes) {
  constexpr absl::Duration kLater = absl::Minutes(21);
  WritePace pace;
  for (int i = 0; i < 9; ++i) {
    pace.Throttled({}, kAll);
  }
  pace.Taken(kLater, kAll);
  EXPECT_EQ(pace.Wait(kLater, false), absl::ZeroDuration());
  pace.Throttled(kLater, kAll);
  EXPECT_EQ(pace.Wait(kLater, true), absl::Seconds(2));
}

}  // namespace
}  // namespace neuron
