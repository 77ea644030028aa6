#include "agent/snapshot/trace_visit.h"

#include <utility>

#include "gtest/gtest.h"
#include "tests/fakes/fake_execution_watch.h"

namespace neuron {
namespace {

const ChipIdentities kChips = {{DeviceIdentity::CharacterDevice(245, 3), 3}};

class FakeCalls : public DeviceCalls {
 public:
  explicit FakeCalls(int* times_set) : times_set_(times_set) {}

  absl::Status SetDevices(const std::vector<Device>& devices) override {
    ++*times_set_;
    devices_ = devices;
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<ChipCalls>> Read() const override {
    std::vector<ChipCalls> calls;
    for (const Device& device : devices_) {
      calls.emplace_back();
      calls.back().chip = device.chip;
    }
    return calls;
  }
  std::vector<ProbeReport> Reports() const override { return {ProbeReport()}; }

 private:
  int* const times_set_;
  std::vector<Device> devices_;
};

class FakeCopies : public DriverCopies {
 public:
  absl::StatusOr<std::vector<CoreCopies>> Read() const override { return {{CoreCopies()}}; }
  std::vector<ProbeReport> Reports() const override { return {ProbeReport()}; }
};

TEST(TraceVisitor, DoesNothingUnasked) {
  TraceVisitor visitor{TraceVisitor::Probes()};
  EXPECT_FALSE(visitor.wanted());
  const TraceReport report = visitor.Visit({{1, 1}}, kChips);
  EXPECT_TRUE(report.status.ok());
  EXPECT_TRUE(report.probes.empty());
  EXPECT_TRUE(report.traces.executions.empty());
}

TEST(TraceVisitor, CountsTheCallsOfTheChipsThatThereAre) {
  int times_set = 0;
  TraceVisitor::Probes probes;
  probes.load_calls = [&] { return std::make_unique<FakeCalls>(&times_set); };
  TraceVisitor visitor(std::move(probes));
  EXPECT_TRUE(visitor.wanted());
  visitor.Visit({}, kChips);
  const TraceReport report = visitor.Visit({}, kChips);
  EXPECT_EQ(times_set, 1) << "the same chips";
  ASSERT_EQ(report.traces.calls.size(), 1u);
  EXPECT_EQ(report.traces.calls[0].chip, 3u);
  EXPECT_EQ(report.probes.size(), 1u);
  visitor.Visit({}, {});
  EXPECT_EQ(times_set, 2);
}

TEST(TraceVisitor, TriesAgainToLoadWhatIsNotThereYet) {
  int tries = 0;
  TraceVisitor::Probes probes;
  probes.load_copies = [&]() -> absl::StatusOr<std::unique_ptr<DriverCopies>> {
    if (++tries == 1) {
      return absl::NotFoundError("no driver");
    }
    return std::make_unique<FakeCopies>();
  };
  TraceVisitor visitor(std::move(probes));
  const TraceReport without = visitor.Visit({}, {});
  EXPECT_EQ(without.status, absl::NotFoundError("no driver"));
  ASSERT_EQ(without.probes.size(), 1u);
  EXPECT_EQ(without.probes[0].status, absl::NotFoundError("no driver"));
  const TraceReport report = visitor.Visit({}, {});
  EXPECT_TRUE(report.status.ok());
  EXPECT_EQ(report.traces.copies.size(), 1u);
  visitor.Visit({}, {});
  EXPECT_EQ(tries, 2);
}

TEST(TraceVisitor, FollowsTheHolders) {
  auto watch = std::make_unique<FakeExecutionWatch>();
  FakeExecutionWatch* const fake = watch.get();
  TraceVisitor::Probes probes;
  probes.executions = std::move(watch);
  TraceVisitor visitor(std::move(probes));
  visitor.Visit({{4711, 7}}, kChips);
  ASSERT_EQ(fake->followed().size(), 1u);
  EXPECT_EQ(fake->followed()[0].pid, 4711);
}

}  // namespace
}  // namespace neuron
