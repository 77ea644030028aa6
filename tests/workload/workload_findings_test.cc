#include "agent/workload/workload_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Words(const Evidence& evidence,
                               const std::vector<Reading<ChipCounters>>& counters) {
  const Inventory inventory = KnownChips(static_cast<int>(counters.size()));
  std::vector<std::string> words;
  for (const WorkloadFinding& finding :
       FindWorkloadTrouble(inventory, evidence, Allocate(inventory, evidence, {}), counters)) {
    words.push_back(Word(finding.code));
  }
  return words;
}

Holder InState(Holder holder, char state) {
  holder.state = state;
  holder.state_for = absl::Minutes(1);
  return holder;
}

ChipCounters UsingMemory() {
  ChipCounters counters;
  counters.cores.resize(1);
  counters.cores[0].device_memory.bytes = std::uint64_t{1};
  return counters;
}

TEST(FindWorkloadTrouble, IsNothingWhereAllIsWell) {
  EXPECT_THAT(Words(ClearEvidence(), {ChipCounters(), ChipCounters()}), IsEmpty());
}

// High, then medium, then low, each in the order of the codes.
TEST(FindWorkloadTrouble, FindsEverythingWorstFirst) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {}), GivenTo("t2", "b", {}),
                                    GivenTo("t3", "c", {})};
  evidence.containers.gone = {Given("d", {})};
  evidence.containers.gone[0].gone_for = absl::Minutes(1);
  Holder monitor = Holding(1, {4});
  monitor.command = "neuron-top";
  evidence.holders.holders = {
      monitor,
      HoldingIn("a", 2, {0}),
      HoldingIn("b", 3, {0}),
      InState(Holding(4, {1}), 'Z'),
      InState(Holding(5, {2}), 'D'),
      HoldingIn("d", 6, {3}),
      HoldingIn("c", 7, {5}),
      Holding(8, {7}),
  };
  evidence.stopped_tasks = {ArnOf("t3")};
  evidence.leases = {Leased(1, 8, {6}), Leased(2, 9, {8})};
  evidence.ended_lessees = {2};
  std::vector<Reading<ChipCounters>> counters(10, ChipCounters());
  counters[9] = UsingMemory();
  EXPECT_THAT(
      Words(evidence, counters),
      ElementsAre("collision", "outside_lease", "stopped_task", "monitor_attached", "dead_holder",
                  "stuck_holder", "no_container", "memory_without_holder", "lease_without_life"));
}

TEST(FindWorkloadTrouble, SortsOneKindByTheLowestChips) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {InState(Holding(1, {1}), 'Z'), InState(Holding(2, {0, 2}), 'Z')};
  const Inventory inventory = KnownChips(3);
  const auto findings = FindWorkloadTrouble(inventory, evidence, Allocate(inventory, evidence, {}),
                                            std::vector<Reading<ChipCounters>>(3));
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].pid, 2);
}

}  // namespace
}  // namespace neuron
