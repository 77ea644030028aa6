#include "agent/device/counters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

constexpr std::uint64_t kCapacity = 32ull << 30;

FakeNode Counter(std::string name, std::uint64_t total) {
  // `present` is never what we read.
  return Dir(std::move(name), {File("total", absl::StrCat(total, "\n")), File("present", "999\n")});
}

// Each count of core M is M * 100 and a number of its own.
FakeNode Core(int core) {
  const std::uint64_t base = static_cast<std::uint64_t>(core) * 100;
  return Dir(
      absl::StrCat("neuron_core", core),
      {Dir(
          "stats",
          {Dir("memory_usage", {Dir("device_mem", {File("total", absl::StrCat(base + 1, "\n")),
                                                   File("peak", "998\n"), Counter("tensors", 997)}),
                                Counter("host_mem", base + 2)}),
           Dir("status", {Counter("success", base + 3), Counter("failure", base + 4),
                          Counter("hw_error", base + 5), Counter("timeout", 996)}),
           Dir("other_info",
               {Counter("inference_count", base + 6), Counter("model_load_count", base + 7),
                Counter("reset_req_count", base + 8), Counter("reset_fail_count", base + 9)})})});
}

FakeNode Neuron() {
  return Dir("neuron0",
             {File("reset", "1\n", 0600), Core(0), Core(1),
              Dir("stats", {Dir("hardware", {File("sram_ecc_uncorrected", "11\n"),
                                             File("mem_ecc_uncorrected", "12\n"),
                                             File("mem_ecc_repairable_uncorrected", "13\n")})})});
}

ChipCounters Read(const FakeTree& tree, const Reading<std::uint64_t>& capacity = kCapacity) {
  return ReadCounters(TreeIndex::Walk(tree.Path("neuron0")).value(), capacity);
}

TEST(ReadCounters, TakesEachValueFromItsNode) {
  const FakeTree tree({Neuron()});
  const ChipCounters counters = Read(tree);
  EXPECT_EQ(counters.reset_state, Reading<ResetState>(ResetState::kReady));
  EXPECT_EQ(counters.sram_ecc_uncorrected, Reading<std::uint64_t>(11));
  EXPECT_EQ(counters.hbm_ecc_uncorrected, Reading<std::uint64_t>(12));
  EXPECT_EQ(counters.hbm_ecc_repairable, Reading<std::uint64_t>(13));
  ASSERT_THAT(counters.cores, SizeIs(2));
  for (int core : {0, 1}) {
    const CoreCounters& c = counters.cores[core];
    const auto base = static_cast<std::uint64_t>(core) * 100;
    EXPECT_EQ(c.core, core);
    const Reading<std::uint64_t> values[] = {
        c.device_memory_bytes, c.host_memory_bytes, c.executions_succeeded,
        c.executions_failed,   c.hardware_errors,   c.inferences,
        c.model_loads,         c.reset_requests,    c.reset_failures};
    std::uint64_t own = 0;
    for (const auto& value : values) {
      EXPECT_EQ(value, Reading<std::uint64_t>(base + ++own));
    }
  }
}

TEST(ReadCounters, KnowsTheThreeResetStatesAndNoOther) {
  FakeTree tree({Neuron()});
  const struct {
    const char* bytes;
    Reading<ResetState> state;
  } cases[] = {
      {"0\n", ResetState::kResetting}, {"1\n", ResetState::kReady}, {"2\n", ResetState::kInvalid}};
  for (const auto& c : cases) {
    tree.Write("neuron0/reset", c.bytes);
    EXPECT_EQ(Read(tree).reset_state, c.state);
  }
  for (const char* bytes : {"3\n", "18446744073709551615\n", "ready\n", "\n"}) {
    tree.Write("neuron0/reset", bytes);
    const Reading<ResetState> state = Read(tree).reset_state;
    EXPECT_TRUE(state.is_unknown()) << bytes;
    EXPECT_THAT(std::string(state.why().message()), HasSubstr(tree.Path("neuron0/reset")));
  }
}

TEST(ReadCounters, LeavesAbsentWhatTheDriverDoesNotHave) {
  const FakeTree tree({Dir("neuron0", {Dir("neuron_core0", {}), Dir("neuron_core3", {})})});
  const ChipCounters counters = Read(tree);
  EXPECT_TRUE(counters.reset_state.is_absent());
  EXPECT_TRUE(counters.sram_ecc_uncorrected.is_absent());
  EXPECT_TRUE(counters.hbm_ecc_uncorrected.is_absent());
  EXPECT_TRUE(counters.hbm_ecc_repairable.is_absent());
  ASSERT_THAT(counters.cores, SizeIs(2));
  EXPECT_EQ(counters.cores[1].core, 3);
  EXPECT_TRUE(counters.cores[1].device_memory_bytes.is_absent());
  EXPECT_TRUE(counters.cores[1].executions_succeeded.is_absent());
}

TEST(ReadCounters, OrdersCoresByIndex) {
  const FakeTree tree({Dir("neuron0", {Core(10), Core(2), Core(0)})});
  std::vector<int> order;
  for (const CoreCounters& core : Read(tree).cores) {
    order.push_back(core.core);
  }
  EXPECT_THAT(order, testing::ElementsAre(0, 2, 10));
}

constexpr char kDeviceMemory[] = "neuron0/neuron_core0/stats/memory_usage/device_mem/total";
constexpr char kHostMemory[] = "neuron0/neuron_core0/stats/memory_usage/host_mem/total";

TEST(ReadCounters, TakesDeviceMemoryUpToTheCapacity) {
  FakeTree tree({Neuron()});
  tree.Write(kDeviceMemory, absl::StrCat(kCapacity, "\n"));
  EXPECT_EQ(Read(tree).cores[0].device_memory_bytes, Reading<std::uint64_t>(kCapacity));
  tree.Write(kDeviceMemory, absl::StrCat(kCapacity + 1, "\n"));
  const Reading<std::uint64_t> bytes = Read(tree).cores[0].device_memory_bytes;
  EXPECT_TRUE(bytes.is_unknown());
  EXPECT_THAT(std::string(bytes.why().message()), HasSubstr(tree.Path(kDeviceMemory)));
  EXPECT_EQ(Read(tree).cores[1].device_memory_bytes, Reading<std::uint64_t>(101));
}

TEST(ReadCounters, TakesMemoryBelowZeroForUnknownWhereNoCapacityIsKnown) {
  FakeTree tree({Neuron()});
  for (const auto& capacity : {Reading<std::uint64_t>::Absent(),
                               Reading<std::uint64_t>::Unknown(absl::DataLossError("x"))}) {
    tree.Write(kDeviceMemory, absl::StrCat(kCapacity + 1, "\n"));
    EXPECT_EQ(Read(tree, capacity).cores[0].device_memory_bytes,
              Reading<std::uint64_t>(kCapacity + 1));
    tree.Write(kDeviceMemory, "18446744073709547520\n");
    EXPECT_TRUE(Read(tree, capacity).cores[0].device_memory_bytes.is_unknown());
  }
}

TEST(ReadCounters, BoundsHostMemoryByUnderflowOnly) {
  FakeTree tree({Neuron()});
  tree.Write(kHostMemory, absl::StrCat(kCapacity * 4, "\n"));
  EXPECT_EQ(Read(tree).cores[0].host_memory_bytes, Reading<std::uint64_t>(kCapacity * 4));
  tree.Write(kHostMemory, "18446744073709547520\n");
  const Reading<std::uint64_t> bytes = Read(tree).cores[0].host_memory_bytes;
  EXPECT_TRUE(bytes.is_unknown());
  EXPECT_THAT(std::string(bytes.why().message()), HasSubstr(tree.Path(kHostMemory)));
}

TEST(ReadCounters, WritesNothing) {
  const FakeTree tree({Neuron()});
  std::map<std::string, std::string> before;
  for (const std::string& file : tree.Files("neuron0")) {
    before[file] = tree.Read(file);
  }
  Read(tree);
  for (const std::string& file : tree.Files("neuron0")) {
    EXPECT_EQ(tree.Read(file), before.at(file));
  }
}

}  // namespace
}  // namespace neuron
