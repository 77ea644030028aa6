// Datastores of a mounted neuron-sim, whose applications write theirs by a stand-in for libnrt.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/base/reader_crew.h"
#include "agent/datastore/datastore_reader.h"
#include "tests/fakes/fake_clock.h"
#include "tests/simulator/simulator_process.h"
#include "tests/workload/child.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;
using Count = Reading<std::uint64_t>;

constexpr char kTimeInUse[] =
    "sys/class/neuron_device/neuron0/neuron_core0/stats/other_info/nc_time_in_use/total";
constexpr absl::Duration kPatience = absl::Seconds(20);

ProcessId ProcessOf(int pid) {
  const auto stat = ReadFile(absl::StrCat("/proc/", pid, "/stat"));
  EXPECT_TRUE(stat.ok()) << stat.status();
  return {pid, stat.ok() ? ParseProcStat(*stat).start_ticks : 0};
}

class SimulatedDatastores : public testing::Test {
 protected:
  void SetUp() override {
    if (!WhyNoSimulator().empty()) {
      GTEST_SKIP() << "SKIPPED: " << WhyNoSimulator();
    }
  }

  // A host with one reader of its first chip.
  void Begin(std::vector<std::string> flags, const DriverVersion& generation = {2, 23, 9, 0},
             std::size_t cores = 2) {
    simulator_ = std::make_unique<SimulatorProcess>(std::move(flags));
    reader_ = std::make_shared<DatastoreReader>(
        MakeAttachingDriver(MakeKernelDriver()),
        DatastoreChip{simulator_->Path("dev/neuron0"), "/proc", generation, cores});
  }

  ProcessId Start(absl::string_view name, absl::string_view how = "") {
    EXPECT_TRUE(simulator_->Do(absl::StrCat("start ", name, " chips=0 ", how)));
    return ProcessOf(simulator_->WorkloadPid(name));
  }

  Reading<DatastoreCounts> CountsOf(const ProcessId& holder) {
    const auto counts = reader_->Read({holder}, absl::ZeroDuration());
    return counts.ok() ? counts->at(0).counts : Reading<DatastoreCounts>::Unknown(counts.status());
  }

  Count TallyOf(const ProcessId& holder, std::size_t core, CoreTally tally) {
    const auto counts = CountsOf(holder);
    return counts.has_value() ? counts.value().cores[core][tally] : Count::Unknown(counts.why());
  }

  // What the counter says once it is more than `floor`; nothing if it never is.
  Count Beyond(std::uint64_t floor, const ProcessId& holder, std::size_t core, CoreTally tally) {
    for (const absl::Time end = absl::Now() + kPatience; absl::Now() < end;) {
      const Count count = TallyOf(holder, core, tally);
      if (count.has_value() && count.value() > floor) {
        return count;
      }
      absl::SleepFor(absl::Milliseconds(5));
    }
    return Count::Absent();
  }

  std::unique_ptr<SimulatorProcess> simulator_;
  std::shared_ptr<DatastoreReader> reader_;
};

TEST_F(SimulatedDatastores, TellTheTimeInUseWhileSysfsStandsStill) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train", "executions_per_second=50 latency_ms=2");
  const Count first = Beyond(0, train, 0, CoreTally::kTimeInUse);
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(Beyond(first.value(), train, 0, CoreTally::kTimeInUse).has_value());
  EXPECT_EQ(simulator_->Read(kTimeInUse), "0\n");
  ASSERT_TRUE(reader_->Read({}, absl::ZeroDuration()).ok());
  ASSERT_TRUE(simulator_->Do("stop train"));

  const SimulatorEnd end = simulator_->Stop();
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_EQ(end.report.devices(0).outsider_opens(), 1U);
}

TEST_F(SimulatedDatastores, AreForbiddenToWhomNobodyAllowedThem) {
  Begin({"--instance=trn1.2xlarge"});
  const ProcessId train = Start("train");
  EXPECT_TRUE(CountsOf(train).has_value());
  const SimulatorEnd end = simulator_->Stop();
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_THAT(end.errors, HasSubstr("dev/neuron0: opens O_RDONLY"));
  EXPECT_THAT(end.errors, HasSubstr("dev/neuron0: makes ioctl 0x80084e47"));
}

TEST_F(SimulatedDatastores, AreGoneWithTheirOwners) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train", "executions_per_second=0 executions=3");
  EXPECT_TRUE(Beyond(2, train, 0, CoreTally::kSuccess).has_value());
  ASSERT_TRUE(simulator_->Do("kill train"));
  EXPECT_TRUE(CountsOf(train).is_absent());
  // Whoever has its page now begins anew.
  const ProcessId serve = Start("serve", "executions_per_second=0 executions=1");
  EXPECT_EQ(Beyond(0, serve, 0, CoreTally::kSuccess), Count(1));
  EXPECT_TRUE(CountsOf(train).is_absent());
  EXPECT_EQ(simulator_->Stop().exit_code, 0);
}

TEST_F(SimulatedDatastores, AreOfOneProcessEach) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train", "cores=0 executions_per_second=0 executions=3");
  const ProcessId serve = Start("serve", "cores=1 executions_per_second=0 executions=5");
  EXPECT_EQ(Beyond(2, train, 0, CoreTally::kSuccess), Count(3));
  EXPECT_EQ(Beyond(4, serve, 1, CoreTally::kSuccess), Count(5));
  EXPECT_EQ(TallyOf(train, 1, CoreTally::kSuccess), Count(0));
  EXPECT_EQ(TallyOf(serve, 0, CoreTally::kSuccess), Count(0));
}

TEST_F(SimulatedDatastores, CountByPhysicalCore) {
  Begin({"--instance=trn2.48xlarge", "--allow_attach"}, {2, 23, 9, 0}, 8);
  const ProcessId train = Start("train", "cores=2 executions_per_second=0 executions=3");
  EXPECT_EQ(Beyond(2, train, 2, CoreTally::kSuccess), Count(3));
  EXPECT_EQ(Beyond(2, train, 3, CoreTally::kSuccess), Count(3));
  EXPECT_EQ(TallyOf(train, 4, CoreTally::kSuccess), Count(0));
}

TEST_F(SimulatedDatastores, OfOldDriversLackWhatThoseDoNotShow) {
  Begin({"--instance=trn1.2xlarge", "--driver=2.18", "--allow_attach"}, {2, 18, 12, 0});
  const ProcessId train = Start("train", "executions_per_second=0 executions=3");
  EXPECT_EQ(Beyond(2, train, 0, CoreTally::kSuccess), Count(3));
  EXPECT_TRUE(TallyOf(train, 0, CoreTally::kTimeInUse).is_absent());
}

TEST_F(SimulatedDatastores, AreUnknownWhileAllSlotsAreTaken) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  std::vector<std::unique_ptr<Child>> children;
  for (int i = 0; i < 16; ++i) {
    children.push_back(std::make_unique<Child>(
        [&] { open(simulator_->Path("dev/neuron0").c_str(), O_RDONLY | O_CLOEXEC); }));
  }
  const auto counts = reader_->Read({ProcessOf(children[0]->pid())}, absl::ZeroDuration());
  EXPECT_TRUE(absl::IsUnavailable(counts.status())) << counts.status();
  children.pop_back();
  const auto later = reader_->Read({ProcessOf(children[0]->pid())}, absl::Minutes(1));
  ASSERT_TRUE(later.ok()) << later.status();
  // It is no runtime.
  EXPECT_TRUE(later->at(0).counts.is_absent());
}

TEST_F(SimulatedDatastores, AreUnknownOfAChipWhoseResetFailed) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train");
  ASSERT_TRUE(simulator_->Do("invalid_chip 0"));
  EXPECT_TRUE(absl::IsInvalidArgument(CountsOf(train).why())) << CountsOf(train).why();
}

TEST_F(SimulatedDatastores, AreNotKnownOfAChipThatIsTakenAway) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train");
  EXPECT_TRUE(CountsOf(train).has_value());
  ASSERT_TRUE(simulator_->Do("remove_chip 0"));
  EXPECT_FALSE(CountsOf(train).has_value());
  reader_->Detach();
}

// The chip is reset between the look at it and the open: the crew's deadline is for that.
TEST_F(SimulatedDatastores, OfAChipInResetHoldUpOneThreadAndNoMore) {
  Begin({"--instance=trn1.2xlarge", "--allow_attach"});
  const ProcessId train = Start("train");
  ASSERT_TRUE(simulator_->Do("reset 0 seconds=3600"));
  FakeClock clock;
  ReaderCrew crew(
      &clock, [](const std::function<void()>&) {}, absl::Seconds(1));
  std::vector<absl::Status> ends;
  crew.Start({{0, [reader = reader_, train] { (void)reader->Read({train}, {}); }}},
             [&](std::vector<absl::Status> statuses) { ends = std::move(statuses); });
  while (ends.empty()) {
    clock.Advance(absl::Milliseconds(100));
  }
  EXPECT_TRUE(absl::IsDeadlineExceeded(ends[0])) << ends[0];
  EXPECT_TRUE(crew.IsOut(0));
  reader_.reset();
  EXPECT_EQ(simulator_->Stop().exit_code, 0);
}

}  // namespace
}  // namespace neuron::sim
