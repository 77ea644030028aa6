#include "agent/snapshot/source_states.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

TEST(SourceStates, HaveAnsweredToNobodyAtFirst) {
  for (const SourceReport& report : SourceStates().Reports(/*with_traces=*/true)) {
    EXPECT_TRUE(report.status.ok()) << report.name;
    EXPECT_EQ(report.last_success, absl::InfinitePast()) << report.name;
  }
}

TEST(SourceStates, HaveAnsweredInAPassIfTheyAreOk) {
  SourceStates states;
  states.edges.status = absl::UnavailableError("no BPF");
  states.NoteSuccess(kNow);
  EXPECT_EQ(states.sysfs.last_success, kNow);
  EXPECT_EQ(states.edges.last_success, absl::InfinitePast());
  EXPECT_EQ(states.pci.last_success, absl::InfinitePast()) << "it is not read in each";
}

TEST(SourceStates, TellOfTracesOnlyIfThereAreAny) {
  const std::vector<SourceReport> all = SourceStates().Reports(/*with_traces=*/true);
  EXPECT_EQ(all.back().name, "traces");
  EXPECT_EQ(SourceStates().Reports(/*with_traces=*/false).size(), all.size() - 1);
}

}  // namespace
}  // namespace neuron
