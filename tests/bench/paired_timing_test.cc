#include "tests/bench/paired_timing.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(TimePairs, RunsInTurnsAndWarmsUpOnce) {
  std::string order;
  TimePairs(
      3, [&] { order += 'o'; }, [&] { order += 'f'; });
  EXPECT_EQ(order,
            "of"
            "of"
            "fo"
            "of");
}

TEST(TimePairs, PreparesEachRunThatIsTimed) {
  std::string order;
  TimePairs(
      2, [&] { order += 'o'; }, [&] { order += 'f'; }, [&] { order += '.'; });
  EXPECT_EQ(order,
            "of"
            ".o.f"
            ".f.o");
}

TEST(TimePairs, DividesOursByTheFloor) {
  int work = 0;
  const auto spin = [&](int times) {
    for (volatile int i = 0; i < times; i = i + 1) {
      ++work;
    }
  };
  const PairedTiming timing = TimePairs(
      5, [&] { spin(4'000'000); }, [&] { spin(1'000); });
  EXPECT_GT(timing.ours, timing.floor);
  EXPECT_GT(timing.ratio, 1);
}

}  // namespace
}  // namespace neuron
