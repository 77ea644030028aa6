#include "agent/telemetry/core_counters_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Core Encoded(const CoreCounters& counters) {
  agent::v1::Core message;
  message.set_index(static_cast<std::uint32_t>(counters.core));
  EncodeCoreCounters(counters, &message);
  return message;
}

CoreCounters Travelled(const CoreCounters& counters) {
  return DecodeCoreCounters(Encoded(counters));
}

TEST(DecodeCoreCounters, RestoresEverything) {
  const CoreCounters expected = ExampleCoreCounters(3, 1);
  const CoreCounters decoded = Travelled(expected);
  EXPECT_EQ(decoded.core, 1);
  EXPECT_EQ(decoded.device_memory, expected.device_memory);
  EXPECT_EQ(decoded.host_memory, expected.host_memory);
  EXPECT_EQ(decoded.device_memory_by_class, expected.device_memory_by_class);
  EXPECT_EQ(decoded.tallies, expected.tallies);
  EXPECT_EQ(decoded.tensor, expected.tensor);
}

// A table with a row too few would leave the last of them out.
TEST(EncodeCoreCounters, HasAFieldForEveryTally) {
  for (std::size_t i = 0; i < kCoreTallies; ++i) {
    CoreCounters counters;
    counters.tallies[static_cast<CoreTally>(i)] = std::uint64_t{1};
    EXPECT_EQ(Travelled(counters).tallies, counters.tallies) << i;
  }
}

TEST(DecodeCoreCounters, RestoresZeroAbsentAndUnknownApart) {
  CoreCounters counters;
  counters.tallies[CoreTally::kSuccess] = std::uint64_t{0};
  counters.tallies[CoreTally::kFailure] =
      Reading<std::uint64_t>::Unknown(absl::UnknownError("garbage"));
  counters.tensor = Reading<TensorActivity>::Unknown(absl::UnknownError("cut"));
  EXPECT_EQ(Travelled(counters).tallies, counters.tallies);
  EXPECT_EQ(Travelled(counters).tensor, counters.tensor);
  EXPECT_TRUE(Travelled(CoreCounters()).tensor.is_absent());
}

TEST(DecodeCoreCounters, RestoresTensorActivityOfNoGroup) {
  CoreCounters counters;
  counters.tensor = TensorActivity();
  EXPECT_EQ(Travelled(counters).tensor, counters.tensor);
}

TEST(DecodeCoreCounters, DoesNotKnowTensorActivityThatCannotBe) {
  agent::v1::Core message = Encoded(ExampleCoreCounters(3, 1));
  message.mutable_tensor()->mutable_row_groups(1)->clear_idle_cycles();
  EXPECT_TRUE(DecodeCoreCounters(message).tensor.is_unknown());
  message = Encoded(ExampleCoreCounters(3, 1));
  *message.mutable_tensor()->add_row_groups() = message.tensor().row_groups(0);
  EXPECT_TRUE(DecodeCoreCounters(message).tensor.is_unknown());
}

}  // namespace
}  // namespace neuron
