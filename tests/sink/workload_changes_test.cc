#include "agent/sink/workload_changes.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// The events and fields, one line each.
std::vector<std::string> Lines(const Snapshot* before, const Snapshot& after) {
  std::vector<std::string> lines;
  for (const ChangeLine& line : DescribeWorkloadChanges(before, after)) {
    const char* const level = line.level == LogLevel::kInfo ? "info " : "warning ";
    lines.push_back(level + FormatLogLine(line.event, line.fields));
  }
  return lines;
}

using Expected = std::vector<std::string>;

// With nothing of what a line could be about.
Snapshot Quiet() { return ExampleSnapshot(); }

std::string Id(char digit) { return std::string(64, digit); }

TEST(DescribeWorkloadChanges, IsSilentWhileNothingChanges) {
  const Snapshot busy = BusySnapshot();
  EXPECT_EQ(Lines(&busy, busy), Expected{});
  EXPECT_EQ(Lines(nullptr, Quiet()), Expected{});
}

TEST(DescribeWorkloadChanges, TakesEverythingOfTheFirstSnapshotForNews) {
  const std::vector<std::string> lines = Lines(nullptr, BusySnapshot());
  EXPECT_EQ(lines.size(), 5u + 1 + 3 + 1);
}

TEST(DescribeWorkloadChanges, TellsOfLeasesThatAreGrantedAndEnd) {
  const Snapshot before = Quiet();
  Snapshot after = before;
  after.evidence.leases = BusySnapshot().evidence.leases;
  EXPECT_EQ(Lines(&before, after), Expected{"info event=lease_granted lease=17 chips=_02_03_ "
                                            "pid=5200 command=python3 container=" +
                                            Id('c')});
  EXPECT_EQ(Lines(&after, before), Expected{"info event=lease_ended lease=17 chips=_02_03_ "
                                            "pid=5200 command=python3 container=" +
                                            Id('c')});
}

TEST(DescribeWorkloadChanges, TellsOfContainersThatWereGivenChips) {
  const Snapshot before = Quiet();
  Snapshot after = before;
  after.evidence.containers.containers = {BusySnapshot().evidence.containers.containers[0]};
  const std::string fields =
      " container=" + Id('a') +
      " chips=_00_01_ task=arn:aws:ecs:us-east-1:012345678901:task/default/1111";
  EXPECT_EQ(Lines(&before, after), Expected{"info event=container_with_chips" + fields});
  EXPECT_EQ(Lines(&after, before), Expected{"info event=container_gone" + fields});
}

TEST(DescribeWorkloadChanges, SaysNothingOfContainersWithoutChips) {
  const Snapshot before = Quiet();
  Snapshot after = before;
  after.evidence.containers.containers = {BusySnapshot().evidence.containers.containers[0]};
  after.evidence.containers.containers[0].mapped = ChipSet();
  EXPECT_EQ(Lines(&before, after), Expected{});
  after.evidence.containers.containers[0].mapped =
      Reading<ChipSet>::Unknown(absl::UnavailableError("no process yet"));
  EXPECT_EQ(Lines(&before, after), Expected{});
}

TEST(DescribeWorkloadChanges, SaysNothingOfContainersWhileSomeAreHidden) {
  const Snapshot seeing = BusySnapshot();
  Snapshot blind = seeing;
  blind.evidence.containers.containers.clear();
  blind.evidence.containers.sight = absl::PermissionDeniedError("no cgroups");
  EXPECT_EQ(Lines(&seeing, blind), Expected{});
  EXPECT_EQ(Lines(&blind, seeing), Expected{});
}

TEST(DescribeWorkloadChanges, TellsOfFindingsThatAppearAndDisappear) {
  const Snapshot before = Quiet();
  Snapshot after = before;
  after.workload_findings = {BusySnapshot().workload_findings[0]};
  EXPECT_EQ(Lines(&before, after),
            Expected{"warning event=workload_finding code=collision chips=_10_ finding=\"two tasks "
                     "have chip 10; stop one of them\""});
  EXPECT_EQ(Lines(&after, before).size(), 1u);
  EXPECT_EQ(Lines(&after, before)[0].find("info event=workload_finding_gone"), 0u);
}

TEST(DescribeWorkloadChanges, IsSilentWhereOnlyTheWordsOfAFindingChange) {
  const Snapshot before = BusySnapshot();
  Snapshot after = before;
  after.workload_findings[2].text = "chip 13 has 2048 bytes in use";
  after.workload_findings[2].evidence.clear();
  EXPECT_EQ(Lines(&before, after), Expected{});
}

TEST(DescribeWorkloadChanges, TellsOfProbesThatFailAndRecover) {
  Snapshot before = Quiet();
  before.probes = {BusySnapshot().probes[0]};
  Snapshot after = before;
  after.probes[0].status = absl::InternalError("detached");
  EXPECT_EQ(Lines(&before, after),
            Expected{"warning event=probe_failed probe=iter:task_file error=detached"});
  EXPECT_EQ(Lines(&after, before).size(), 1u);
  EXPECT_EQ(Lines(&after, before)[0].find("info event=probe_recovered"), 0u);
}

TEST(DescribeWorkloadChanges, TakesAPlaceThatIsNotThereForNoFailure) {
  Snapshot after = Quiet();
  after.probes = {BusySnapshot().probes[1]};
  EXPECT_EQ(Lines(nullptr, after), Expected{});
}

TEST(DescribeWorkloadChanges, WritesNoMoreThan16LinesOfAKind) {
  const Snapshot before = Quiet();
  Snapshot after = before;
  for (int id = 1; id <= 20; ++id) {
    Lease lease = BusySnapshot().evidence.leases[0];
    lease.id = static_cast<std::uint64_t>(id);
    after.evidence.leases.push_back(lease);
  }
  const std::vector<std::string> lines = Lines(&before, after);
  ASSERT_EQ(lines.size(), 17u);
  EXPECT_EQ(lines[16], "info event=lease_granted more=4");
}

}  // namespace
}  // namespace neuron
