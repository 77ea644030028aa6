#include "agent/cli/read_latency.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;

TEST(Summarize, GivesTheUpperMedianAndTheFirstOfTheSlowest) {
  const ReadLatency latency = Summarize({{"a", absl::Microseconds(4)},
                                         {"b", absl::Microseconds(9)},
                                         {"c", absl::Microseconds(9)},
                                         {"d", absl::Microseconds(1)}})
                                  .value();
  EXPECT_EQ(latency, (ReadLatency{4, absl::Microseconds(9), absl::Microseconds(9), "b"}));
  EXPECT_EQ(Summarize({{"a", absl::Seconds(1)}, {"b", absl::Seconds(5)}, {"c", absl::Seconds(3)}})
                .value()
                .median,
            absl::Seconds(3));
}

TEST(Summarize, IsAbsentWithoutReads) { EXPECT_TRUE(Summarize({}).is_absent()); }

TEST(TimeReads, ReadsEachFileOnceAndLeavesOutWhatCannotBeRead) {
  const FakeTree tree({Dir("neuron0", {File("core_count", "2"), File("reset", "1")})});
  std::vector<std::string> begun;
  const std::vector<TimedRead> reads =
      TimeReads(tree.Path("neuron0"), {"core_count", "none", "reset"},
                [&](const std::string& path) { begun.push_back(path); });
  EXPECT_THAT(begun, ElementsAre(tree.Path("neuron0/core_count"), tree.Path("neuron0/none"),
                                 tree.Path("neuron0/reset")));
  ASSERT_EQ(reads.size(), 2u);
  EXPECT_EQ(reads[0].path, "core_count");
  EXPECT_EQ(reads[1].path, "reset");
  EXPECT_GT(reads[0].took, absl::ZeroDuration());
}

TEST(LatencyText, IsInWholeMicroseconds) {
  EXPECT_EQ(LatencyText(absl::Nanoseconds(23999)), "23us");
  EXPECT_EQ(LatencyText(absl::Nanoseconds(1204567)), "1.204ms");
}

}  // namespace
}  // namespace neuron
