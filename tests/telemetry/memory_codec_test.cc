#include "agent/telemetry/memory_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

HostMemoryList Encoded(const HostMemoryUses& uses) {
  HostMemoryList list;
  EncodeMemory(uses, &list);
  return list;
}

TEST(DecodeMemory, RestoresEveryClass) {
  const HostMemoryUses host = ExampleCounters(1).host_memory_by_class;
  EXPECT_EQ(Encoded(host).size(), static_cast<int>(kHostMemoryClasses));
  EXPECT_EQ(DecodeMemory(Encoded(host)), host);
  const DeviceMemoryUses device = ExampleCoreCounters(1, 1).device_memory_by_class;
  DeviceMemoryList list;
  EncodeMemory(device, &list);
  EXPECT_EQ(DecodeMemory(list), device);
}

TEST(EncodeMemory, LeavesOutWhatIsAbsent) {
  HostMemoryUses uses;
  EXPECT_TRUE(Encoded(uses).empty());
  uses[HostMemoryClass::kDriver].bytes = std::uint64_t{0};
  const HostMemoryList list = Encoded(uses);
  ASSERT_EQ(list.size(), 1);
  EXPECT_EQ(list[0].memory_class(), agent::v1::HOST_MEMORY_CLASS_DRIVER_MEMORY);
  EXPECT_TRUE(list[0].has_bytes());
  EXPECT_FALSE(list[0].has_peak_bytes());
}

TEST(DecodeMemory, RestoresZeroAbsentAndUnknownApart) {
  HostMemoryUses uses;
  uses[HostMemoryClass::kTensors] = {std::uint64_t{0}, Reading<std::uint64_t>::Absent()};
  uses[HostMemoryClass::kDmaRings] = {
      Reading<std::uint64_t>::Unknown(absl::UnknownError("underflow")),
      Reading<std::uint64_t>::Absent()};
  EXPECT_EQ(DecodeMemory(Encoded(uses)), uses);
}

TEST(DecodeMemory, LeavesOutAClassOfALaterVersion) {
  HostMemoryList list = Encoded(ExampleCounters(1).host_memory_by_class);
  list[0].set_memory_class(static_cast<agent::v1::HostMemoryClass>(99));
  EXPECT_TRUE(DecodeMemory(list)[HostMemoryClass::kDmaBuffers].bytes.is_absent());
}

TEST(DecodeMemory, TakesTheLastOfAClassThatComesTwice) {
  HostMemoryList list;
  for (const std::uint64_t bytes : {1, 2}) {
    agent::v1::HostMemory* const memory = list.Add();
    memory->set_memory_class(agent::v1::HOST_MEMORY_CLASS_TENSORS);
    memory->set_bytes(bytes);
  }
  EXPECT_EQ(DecodeMemory(list)[HostMemoryClass::kTensors].bytes, Reading<std::uint64_t>(2));
}

}  // namespace
}  // namespace neuron
