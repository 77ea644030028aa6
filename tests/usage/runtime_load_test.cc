#include "agent/usage/runtime_load.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

constexpr ProcessId kHolder = {77, 1000};
constexpr ProcessId kOther = {78, 1001};

ProcessExecutions Calls(std::uint64_t executions, absl::Duration busy, std::uint64_t in_flight = 0,
                        const ProcessId& process = kHolder) {
  ProcessExecutions calls;
  calls.process = process;
  calls.executions = executions;
  calls.busy = busy;
  calls.in_flight = in_flight;
  return calls;
}

// One chip, looked at each second; all holders are traced.
class Looks {
 public:
  Reading<BusyThreads> See(const std::vector<ProcessExecutions>& traced, bool all_traced = true) {
    at_ += absl::Seconds(1);
    return load_.Look(traced, all_traced, at_);
  }
  Reading<BusyThreads> See(const ProcessExecutions& calls) {
    return See(std::vector<ProcessExecutions>{calls});
  }
  std::string WhyNot(const std::vector<ProcessExecutions>& traced, bool all_traced = true) {
    return std::string(See(traced, all_traced).why().message());
  }

 private:
  RuntimeLoad load_;
  absl::Duration at_;
};

constexpr absl::Duration kNone = absl::ZeroDuration();
constexpr absl::Duration kHalf = absl::Milliseconds(500);

TEST(RuntimeLoad, IsTheTimeInCallsOfTheTimeThatPassed) {
  Looks looks;
  looks.See(Calls(1, kHalf));
  const auto threads = looks.See(Calls(9, kHalf + kHalf));
  EXPECT_DOUBLE_EQ(threads.value().mean, 0.5);
  EXPECT_EQ(threads.value().over, absl::Seconds(1));
}

TEST(RuntimeLoad, AddsUpAllHoldersAndThreads) {
  Looks looks;
  looks.See({Calls(0, kNone), Calls(0, kNone, 0, kOther)});
  const auto threads =
      looks.See({Calls(1, absl::Seconds(2)), Calls(1, absl::Seconds(1), 0, kOther)});
  EXPECT_DOUBLE_EQ(threads.value().mean, 3);
}

TEST(RuntimeLoad, CountsACallThatRunsAllTheWhile) {
  Looks looks;
  looks.See(Calls(4, kHalf, 1));
  EXPECT_DOUBLE_EQ(looks.See(Calls(4, kHalf, 1)).value().mean, 1);
  EXPECT_DOUBLE_EQ(looks.See(Calls(4, kHalf, 2)).value().mean, 1);
  EXPECT_DOUBLE_EQ(looks.See(Calls(4, kHalf, 2)).value().mean, 2);
}

TEST(RuntimeLoad, CountsACallOnce) {
  Looks looks;
  looks.See(Calls(0, kNone, 0));
  // It begins half way to here.
  EXPECT_DOUBLE_EQ(looks.See(Calls(0, kNone, 1)).value().mean, 0);
  EXPECT_DOUBLE_EQ(looks.See(Calls(0, kNone, 1)).value().mean, 1);
  // It ends half way to here, after 2 seconds, of which one was counted.
  EXPECT_DOUBLE_EQ(looks.See(Calls(1, absl::Seconds(2), 0)).value().mean, 1);
  EXPECT_DOUBLE_EQ(looks.See(Calls(1, absl::Seconds(2), 0)).value().mean, 0);
}

TEST(RuntimeLoad, GoesOnFromWhatIsCountedWhenTheNextCallIsUnderWay) {
  Looks looks;
  looks.See(Calls(0, kNone, 1));
  looks.See(Calls(0, kNone, 1));
  EXPECT_DOUBLE_EQ(looks.See(Calls(1, absl::Seconds(1.5), 1)).value().mean, 0.5);
}

TEST(RuntimeLoad, ForgetsACallThatNeverReturned) {
  Looks looks;
  looks.See(Calls(0, kNone, 1));
  looks.See(Calls(0, kNone, 1));
  EXPECT_DOUBLE_EQ(looks.See(Calls(0, kNone, 0)).value().mean, 0);
  EXPECT_DOUBLE_EQ(looks.See(Calls(1, kHalf, 0)).value().mean, 0.5);
}

TEST(RuntimeLoad, CountsOnlyTheCallsThatAreStillUnderWay) {
  Looks looks;
  looks.See(Calls(0, kNone, 2));
  EXPECT_DOUBLE_EQ(looks.See(Calls(0, kNone, 1)).value().mean, 1);
}

TEST(RuntimeLoad, IsUnknownIfNobodyHoldsTheChip) {
  EXPECT_EQ(Looks().WhyNot({}), "nobody holds the chip");
}

TEST(RuntimeLoad, IsUnknownUnlessAllAreTraced) {
  Looks looks;
  looks.See(Calls(1, kHalf));
  EXPECT_EQ(looks.WhyNot({Calls(2, kHalf)}, false),
            "a holder of the chip is not traced, or holds others too");
}

TEST(RuntimeLoad, IsUnknownAtTheFirstLook) {
  EXPECT_EQ(Looks().WhyNot({Calls(1, kHalf)}), "no look before to compare with");
}

TEST(RuntimeLoad, IsUnknownIfNoTimeHasPassed) {
  RuntimeLoad load;
  load.Look({Calls(1, kHalf)}, true, absl::Seconds(1));
  EXPECT_TRUE(load.Look({Calls(1, kHalf)}, true, absl::Seconds(1)).is_unknown());
}

TEST(RuntimeLoad, IsUnknownWhenHoldersComeAndGo) {
  Looks looks;
  looks.See(Calls(1, kHalf));
  EXPECT_EQ(looks.WhyNot({Calls(1, kHalf), Calls(0, kNone, 0, kOther)}),
            "a holder of the chip is new");
  EXPECT_EQ(looks.WhyNot({Calls(1, kHalf)}), "the chip's holders are others than before");
  EXPECT_TRUE(looks.See(Calls(1, kHalf)).has_value());
}

TEST(RuntimeLoad, IsUnknownWhereExecutionsAreHandedOver) {
  Looks looks;
  looks.See(Calls(1, kHalf));
  ProcessExecutions calls = Calls(1, kHalf);
  calls.scheduled = 1;
  EXPECT_TRUE(looks.See(calls).is_unknown());
  EXPECT_TRUE(looks.See(calls).has_value());
}

TEST(RuntimeLoad, IsUnknownWhereCallsWereMissed) {
  Looks looks;
  looks.See(Calls(1, kHalf));
  ProcessExecutions calls = Calls(1, kHalf);
  calls.missed = 1;
  EXPECT_EQ(looks.WhyNot({calls}), "calls of a holder of the chip were missed");
  EXPECT_TRUE(looks.See(calls).has_value());
}

// A chip with so many bytes of model on each of its cores.
ChipCounters WithModels(const std::vector<Reading<std::uint64_t>>& bytes) {
  ChipCounters counters;
  for (const auto& model : bytes) {
    CoreCounters core;
    core.core = static_cast<int>(counters.cores.size());
    core.device_memory_by_class[DeviceMemoryClass::kModelCode].bytes = model;
    counters.cores.push_back(core);
  }
  return counters;
}

Reading<BusyThreads> Threads(double mean) { return BusyThreads{mean, absl::Seconds(2)}; }

Reading<Utilization> Shared(double ratio) {
  return Utilization{UtilizationSource::kRuntime, ratio, absl::Seconds(2)};
}

TEST(SharedOut, GivesTheOnlyCoreWithAModelAll) {
  const ChipCounters counters = WithModels({0, 4096, 0, 0});
  EXPECT_EQ(SharedOut(Threads(0.5), counters), Shared(0.5));
  EXPECT_FALSE(HasModel(counters.cores[0]));
  EXPECT_TRUE(HasModel(counters.cores[1]));
}

TEST(SharedOut, GivesEachCoreWithAModelTheMean) {
  EXPECT_EQ(SharedOut(Threads(0.5), WithModels({4096, 4096})), Shared(0.25));
}

TEST(SharedOut, GivesACoreNoMoreThanOneThread) {
  EXPECT_EQ(SharedOut(Threads(3), WithModels({4096, 4096})), Shared(1));
}

TEST(SharedOut, IsUnknownWithTheThreads) {
  const auto unknown = Reading<BusyThreads>::Unknown(absl::UnavailableError("nobody"));
  EXPECT_EQ(SharedOut(unknown, WithModels({4096})).why(), unknown.why());
}

TEST(SharedOut, IsUnknownIfTheDriverDoesNotTellWhichCoresHaveAModel) {
  const ChipCounters counters = WithModels({4096, Reading<std::uint64_t>::Absent()});
  EXPECT_TRUE(SharedOut(Threads(0.5), counters).is_unknown());
  EXPECT_FALSE(HasModel(counters.cores[1]));
}

TEST(SharedOut, IsUnknownIfNoCoreHasAModel) {
  EXPECT_EQ(std::string(SharedOut(Threads(0.5), WithModels({0, 0})).why().message()),
            "no core of the chip has a model");
}

}  // namespace
}  // namespace neuron
