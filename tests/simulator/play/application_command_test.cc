#include "tests/simulator/play/application_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/play/control_line.h"

namespace neuron::sim {
namespace {

using testing::Contains;
using testing::ElementsAre;

config::v1::StartWorkload Plan(absl::string_view line) { return ParseControlLine(line)->start(); }

TEST(VisibleCores, AreCountedOverTheWholeHost) {
  const auto host = *BuildHost(*FindInstance("trn1.32xlarge"));
  EXPECT_EQ(VisibleCores(Plan("start a chips=0"), *host), "0");
  EXPECT_EQ(VisibleCores(Plan("start a chips=3 cores=1"), *host), "7");
  EXPECT_EQ(VisibleCores(Plan("start a chips=3,1,2 cores=0,1"), *host), "2-7");
  EXPECT_EQ(VisibleCores(Plan("start a chips=0,5 cores=0"), *host), "0,10");
}

TEST(VisibleCores, ArePairsOfPhysicalOnesByTheDriversMapOnTrainium2) {
  const auto host = *BuildHost(*FindInstance("trn2.48xlarge"));
  // Logical positions 6 and 7 of chip 0 are the physical cores 0 and 1.
  EXPECT_EQ(VisibleCores(Plan("start a chips=0 cores=0"), *host), "3");
  EXPECT_EQ(VisibleCores(Plan("start a chips=0 cores=0,1"), *host), "3");
  EXPECT_EQ(VisibleCores(Plan("start a chips=0 cores=4,5,6"), *host), "0-1");
  // Chip 1 begins with 2, 3, 0, 1.
  EXPECT_EQ(VisibleCores(Plan("start a chips=1 cores=2"), *host), "4");
  EXPECT_EQ(VisibleCores(Plan("start a chips=1 cores=0,1,2,3,4,5,6,7"), *host), "4-7");
}

class ApplicationCommandTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::unique_ptr<RuntimeFiles> runtime_ = *RuntimeFiles::Make(directory_.path());
  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn1.2xlarge"));
};

TEST_F(ApplicationCommandTest, HasTheDefaultsOfThePlan) {
  const WorkloadCommand command =
      ApplicationCommand(Plan("start train chips=0"), *host_, *runtime_, "/run/host/dev");
  EXPECT_EQ(command.program, runtime_->application());
  EXPECT_THAT(command.words, ElementsAre("train", runtime_->library(), "-", "100000", "1048576"));
  EXPECT_THAT(command.environment,
              ElementsAre("NEURON_RT_VISIBLE_CORES=0", "NEURON_PROCESS_TAG=train",
                          "NEURON_SIM_DEV_ROOT=/run/host/dev", "NEURON_SIM_LATENCY_US=1000"));
}

TEST_F(ApplicationCommandTest, HasWhatThePlanSays) {
  const WorkloadCommand command = ApplicationCommand(
      Plan("start train chips=0 comm=python3 executions=7 executions_per_second=4 latency_ms=2.5 "
           "memory_bytes=9 status=1201@5,101@6 picoseconds=true"),
      *host_, *runtime_, "/dev");
  EXPECT_THAT(command.words, ElementsAre("python3", runtime_->library(), "7", "250000", "9"));
  EXPECT_THAT(command.environment, Contains("NEURON_SIM_LATENCY_US=2500"));
  EXPECT_THAT(command.environment, Contains("NEURON_SIM_STATUS=1201@5,101@6"));
  EXPECT_THAT(command.environment, Contains("NEURON_SIM_TIME_UNIT=ps"));
}

TEST_F(ApplicationCommandTest, ARateOf0IsWithoutPause) {
  const WorkloadCommand command = ApplicationCommand(
      Plan("start train chips=0 executions_per_second=0"), *host_, *runtime_, "/dev");
  EXPECT_EQ(command.words[3], "0");
}

}  // namespace
}  // namespace neuron::sim
