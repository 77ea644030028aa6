#include "tests/simulator/driver/caller_memory.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace neuron::sim {
namespace {

std::uint64_t AddressOf(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

TEST(ProcessMemory, CopiesBothWays) {
  ProcessMemory memory(gettid());
  int there = 5;
  int here = 0;
  EXPECT_TRUE(memory.Read(AddressOf(&there), &here, sizeof(here)));
  EXPECT_EQ(here, 5);
  here = 7;
  EXPECT_TRUE(memory.Write(AddressOf(&there), &here, sizeof(here)));
  EXPECT_EQ(there, 7);
}

TEST(ProcessMemory, SaysSoIfTheAddressIsNotMapped) {
  ProcessMemory memory(gettid());
  int here = 0;
  EXPECT_FALSE(memory.Read(8, &here, sizeof(here)));
  EXPECT_FALSE(memory.Write(8, &here, sizeof(here)));
}

TEST(OwnMemory, IsThatOfThisProcess) {
  int value = 7;
  int copy = 0;
  OwnMemory memory;
  EXPECT_TRUE(memory.Read(reinterpret_cast<std::uintptr_t>(&value), &copy, sizeof(copy)));
  EXPECT_EQ(copy, 7);
  copy = 8;
  EXPECT_TRUE(memory.Write(reinterpret_cast<std::uintptr_t>(&value), &copy, sizeof(copy)));
  EXPECT_EQ(value, 8);
}

}  // namespace
}  // namespace neuron::sim
