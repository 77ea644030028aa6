#include "tests/device/counter_tree.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

std::string Line(std::uint64_t number) { return absl::StrCat(number, "\n"); }

// `present` is never what we read.
FakeNode Counter(absl::string_view name, std::uint64_t total) {
  return Dir(std::string(name), {File("total", Line(total)), File("present", "999\n")});
}

std::vector<FakeNode> Memory(std::uint64_t total) {
  return {File("total", Line(total)), File("present", "999\n"), File("peak", Line(total + 500))};
}

// A node for each memory class, numbered from `first` on.
template <typename Class>
std::vector<FakeNode> Classes(std::size_t count, absl::string_view side, std::uint64_t first) {
  std::vector<FakeNode> nodes;
  for (std::size_t i = 0; i < count; ++i) {
    absl::string_view name = NodeOf(static_cast<Class>(i));
    absl::ConsumePrefix(&name, side);
    nodes.push_back(Dir(std::string(name), Memory(first + i)));
  }
  return nodes;
}

std::vector<FakeNode> And(std::vector<FakeNode> some, const std::vector<FakeNode>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

FakeNode Core(int core) {
  const std::uint64_t first = 20000 + static_cast<std::uint64_t>(core) * 10000;
  std::vector<FakeNode> status;
  std::vector<FakeNode> other;
  for (std::size_t i = 0; i < kCoreTallies; ++i) {
    const auto tally = static_cast<CoreTally>(i);
    (tally < CoreTally::kModelLoads ? status : other).push_back(Counter(NodeOf(tally), first + i));
  }
  return Dir(
      absl::StrCat("neuron_core", core),
      {Dir("stats", {Dir("memory_usage", {Dir("device_mem", And(Memory(first + 100),
                                                                Classes<DeviceMemoryClass>(
                                                                    kDeviceMemoryClasses,
                                                                    "device_mem/", first + 110))),
                                          Dir("host_mem", Memory(first + 101))}),
                     Dir("status", status), Dir("other_info", other),
                     Dir("tensor_engine",
                         {File("pe_cntrs", absl::StrCat("xrow_grp,mm_active,wl_active,idle\n0,",
                                                        first + 200, ",2,3\n"))})})});
}

FakeNode Hardware() {
  std::vector<FakeNode> nodes = {Dir(
      "health_status", {File("unhealthy_components", "hbm\n"),
                        File("healthcheck_heartbeat", "77\n"), File("hw_error_event", "1007\n")})};
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    nodes.push_back(File(std::string(NodeOf(static_cast<EccTally>(i))), Line(1000 + i)));
  }
  return Dir("hardware", nodes);
}

}  // namespace

FakeNode ChipThatCounts() {
  return Dir(
      "neuron0",
      {File("reset", "1\n", 0600), Core(0), Core(1),
       Dir("stats",
           {Hardware(),
            Dir("power", {File("utilization", "POWER_STATUS_VALID,60,1.00,3.00,2.00\n"),
                          File("utilization_raw", "0,12.5\n1,unavailable\n")}),
            Dir("memory_usage", {Dir("host_mem", Classes<HostMemoryClass>(kHostMemoryClasses,
                                                                          "host_mem/", 1010))})})});
}

}  // namespace neuron
