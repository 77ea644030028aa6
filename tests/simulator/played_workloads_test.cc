// Workloads of neuron-sim as applications: with the stand-in for libnrt, over a real mount.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"
#include "tests/simulator/mounted.h"
#include "tests/simulator/simulator_process.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

constexpr char kNeuron0[] = "sys/class/neuron_device/neuron0/";

std::uint64_t Number(absl::string_view text) {
  std::uint64_t number = 0;
  EXPECT_TRUE(absl::SimpleAtoi(absl::StripSuffix(text, "\n"), &number)) << text;
  return number;
}

// Of core M of chip 0: "status/success".
std::string Counter(int core, absl::string_view name) {
  return absl::StrCat(kNeuron0, "neuron_core", core, "/stats/", name, "/total");
}

class PlayedWorkloads : public Mounted {};

TEST_F(PlayedWorkloads, UpTo229CountersMoveWhenTheApplicationEnds) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=0 cores=1 executions=5 executions_per_second=0"));
  ASSERT_TRUE(simulator.Do("stop train"));
  const std::uint64_t executed = Number(simulator.Read(Counter(1, "status/success")));
  EXPECT_GE(executed, 1U);
  EXPECT_LE(executed, 5U);
  EXPECT_EQ(simulator.Read(Counter(0, "status/success")), "0\n");
  EXPECT_EQ(simulator.Read(Counter(1, "other_info/model_load_count")), "1\n");

  ASSERT_TRUE(simulator.Do("start train chips=0 executions_per_second=0"));
  EXPECT_EQ(simulator.Read(Counter(0, "status/success")), "0\n");
  EXPECT_EQ(simulator.Read(Counter(0, "other_info/model_load_count")), "0\n");
  ASSERT_TRUE(simulator.Do("kill train"));
  EXPECT_EQ(simulator.Read(Counter(0, "other_info/model_load_count")), "1\n");
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

TEST_F(PlayedWorkloads, In230CountersMoveWhileTheApplicationRuns) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  ASSERT_TRUE(
      simulator.Do("start train chips=0 executions=5 executions_per_second=0 latency_ms=2"));
  EXPECT_TRUE(simulator.WaitFor(Counter(0, "status/success"),
                                [](const std::string& text) { return text == "5\n"; }));
  EXPECT_GE(Number(simulator.Read(Counter(0, "other_info/nc_time_in_use"))), 5 * 2000U);
  EXPECT_EQ(simulator.Read(Counter(0, "other_info/inference_count")), "5\n");
  EXPECT_EQ(simulator.Read(Counter(0, "other_info/flop_count")), "10000000000\n");
}

TEST_F(PlayedWorkloads, TheTimeInUseMayBeInPicoseconds) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  ASSERT_TRUE(simulator.Do("start train chips=0 executions=1 latency_ms=2 picoseconds=true"));
  EXPECT_TRUE(simulator.WaitFor(Counter(0, "status/success"),
                                [](const std::string& text) { return text == "1\n"; }));
  EXPECT_GE(Number(simulator.Read(Counter(0, "other_info/nc_time_in_use"))), 2'000'000'000U);
}

TEST_F(PlayedWorkloads, PlannedStatusesAreCountedAsWhatTheyAre) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  ASSERT_TRUE(simulator.Do(
      "start train chips=0 executions=6 executions_per_second=0 status=1201@2,5@3,4242@4"));
  EXPECT_TRUE(simulator.WaitFor(Counter(0, "other_info/inference_count"),
                                [](const std::string& text) { return text == "6\n"; }));
  EXPECT_EQ(simulator.Read(Counter(0, "status/success")), "3\n");
  EXPECT_EQ(simulator.Read(Counter(0, "status/hw_hbm_ue_error")), "1\n");
  EXPECT_EQ(simulator.Read(Counter(0, "status/timeout")), "1\n");
  EXPECT_EQ(simulator.Read(Counter(0, "status/generic_error")), "1\n");
}

TEST_F(PlayedWorkloads, OnTrainium2ALogicalCoreIsTwoPhysicalOnes) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge", "--driver=2.30"});
  ASSERT_TRUE(simulator.Do("start train chips=0 cores=2 executions=3 executions_per_second=0"));
  for (const int core : {2, 3}) {
    EXPECT_TRUE(simulator.WaitFor(Counter(core, "status/success"), [](const std::string& text) {
      return text == "3\n";
    })) << core;
  }
  EXPECT_EQ(simulator.Read(Counter(0, "status/success")), "0\n");
  EXPECT_EQ(simulator.Read(Counter(4, "status/success")), "0\n");
}

TEST_F(PlayedWorkloads, WhatAVerbAddsToALiveCounterIsAdded) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  ASSERT_TRUE(
      simulator.Do("start train chips=0 executions=2 executions_per_second=0\n"
                   "add_counter 0 success 40 core=0"));
  EXPECT_TRUE(simulator.WaitFor(Counter(0, "status/success"),
                                [](const std::string& text) { return text == "42\n"; }));
}

TEST_F(PlayedWorkloads, MemoryIsTakenAndGivenBackByClass) {
  for (const char* driver : {"2.10", "2.18", "2.24", "2.30"}) {
    SCOPED_TRACE(driver);
    SimulatorProcess simulator({"--instance=trn1.2xlarge", absl::StrCat("--driver=", driver)});
    const std::string memory =
        absl::StrCat(kNeuron0, "neuron_core1/stats/memory_usage/device_mem/");
    ASSERT_TRUE(simulator.Do("start train chips=0 cores=1 memory_bytes=4096"));
    EXPECT_EQ(simulator.Read(memory + "tensors/total"), "4096\n");
    EXPECT_EQ(simulator.Read(memory + "model_code/total"), "262144\n");
    ASSERT_TRUE(simulator.Do("stop train"));
    EXPECT_EQ(simulator.Read(memory + "tensors/total"), "0\n");
    EXPECT_EQ(simulator.Read(memory + "model_code/total"), "0\n");
  }
}

TEST_F(PlayedWorkloads, ThereIsNoMoreMemoryThanTheChipHas) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  EXPECT_FALSE(simulator.Do("start train chips=0 memory_bytes=99000000000"));
  EXPECT_THAT(simulator.Read("control"), HasSubstr("nrt_tensor_allocate: status 4"));
}

TEST_F(PlayedWorkloads, LooksLikeAnApplicationInProc) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=4,5 cores=0,1 comm=python3"));
  const std::string proc = absl::StrCat("/proc/", simulator.WorkloadPid("train"));
  const std::string maps = *ReadFile(proc + "/maps", 1 << 20);
  EXPECT_THAT(maps, HasSubstr("/libnrt.so.1\n"));
  EXPECT_THAT(maps, HasSubstr("/dev/neuron4\n"));
  EXPECT_EQ(*ReadFile(proc + "/comm"), "python3\n");
  EXPECT_THAT(*ReadFile(proc + "/environ", 1 << 20), HasSubstr("NEURON_RT_VISIBLE_CORES=8-11"));
}

// What a uprobe needs: a path in maps that is a file of a real file system, and the symbol.
TEST_F(PlayedWorkloads, TheLibraryThatIsMappedIsTheOneThatTheMountShows) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=0"));
  const auto target = ReadLink(simulator.Path("opt/aws/neuron/lib/libnrt.so.1"));
  ASSERT_TRUE(target.ok()) << target.status();
  const std::string maps =
      *ReadFile(absl::StrCat("/proc/", simulator.WorkloadPid("train"), "/maps"), 1 << 20);
  EXPECT_THAT(maps, HasSubstr(*target));
  EXPECT_FALSE(absl::StartsWith(*target, simulator.Path("")));
  EXPECT_EQ(access(simulator.Path("opt/aws/neuron/lib/libnrt.so").c_str(), R_OK), 0);
}

TEST_F(PlayedWorkloads, TheNextApplicationOfASlotGoesOnCountingIn230) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  for (const char* total : {"4\n", "8\n"}) {
    ASSERT_TRUE(simulator.Do("start train chips=0 executions=4 executions_per_second=0"));
    EXPECT_TRUE(simulator.WaitFor(Counter(0, "status/success"),
                                  [total](const std::string& text) { return text == total; }));
    ASSERT_TRUE(simulator.Do("stop train"));
    EXPECT_EQ(simulator.Read(Counter(0, "status/success")), total);
  }
}

TEST_F(PlayedWorkloads, AnOldDriverGetsTheOldDatastore) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.18"});
  ASSERT_TRUE(simulator.Do("start train chips=0 executions_per_second=0 status=1006@1"));
  ASSERT_TRUE(simulator.Do("stop train"));
  EXPECT_EQ(simulator.Read(Counter(0, "other_info/model_load_count")), "1\n");
  EXPECT_EQ(simulator.Read(Counter(0, "status/oob_error")), "1\n");
}

TEST_F(PlayedWorkloads, LeavesNoFileOfTheRuntime) {
  std::string library;
  {
    SimulatorProcess simulator({"--instance=trn1.2xlarge"});
    library = *ReadLink(simulator.Path("opt/aws/neuron/lib/libnrt.so.1"));
    EXPECT_EQ(access(library.c_str(), F_OK), 0);
    EXPECT_EQ(simulator.Stop().exit_code, 0);
    EXPECT_NE(access(library.c_str(), F_OK), 0);
  }
}

}  // namespace
}  // namespace neuron::sim
