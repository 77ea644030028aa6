#include "tests/simulator/play/simulation.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

// What needs real workloads is in mounted_test.cc.
class SimulationTest : public testing::Test {
 protected:
  absl::Status Do(absl::string_view line) {
    absl::Status result = absl::UnknownError("not done");
    simulation_.Execute(*ParseControlLine(line),
                        [&result](const absl::Status& status) { result = status; });
    return result;
  }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn1.2xlarge"));
  std::vector<std::string> said_;
  Simulation simulation_{host_.get(), "/nowhere",
                         [this](const std::string& line) { said_.push_back(line); }};
};

TEST_F(SimulationTest, SetsTheBytesOfAFileThroughLinks) {
  ASSERT_TRUE(Do("set sys/class/neuron_device/neuron0/core_count 0xdeadbeef").ok());
  EXPECT_EQ(host_->tree.Find(ChipDirectory(0) + "/core_count")->content, "0xdeadbeef");
}

TEST_F(SimulationTest, RefusesWhatTheHostHasNot) {
  EXPECT_THAT(Do("start a chips=0,1").message(), HasSubstr("no chip 1 on trn1.2xlarge"));
  EXPECT_THAT(Do("start a chips=0 cores=2").message(), HasSubstr("no core 2 on chip 0"));
  EXPECT_THAT(Do("set sys/nothing x").message(), HasSubstr("no file sys/nothing"));
  EXPECT_THAT(Do("set sys/class x").message(), HasSubstr("no file sys/class"));
  EXPECT_EQ(Do("remove_chip 1").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Do("stop a").code(), absl::StatusCode::kNotFound);
}

TEST_F(SimulationTest, QuitsWhenToldTo) {
  EXPECT_FALSE(simulation_.quit());
  ASSERT_TRUE(Do("quit").ok());
  EXPECT_TRUE(simulation_.quit());
}

TEST_F(SimulationTest, AWriteIsRecordedAndDone) {
  Node* file =
      host_->tree.Find(ChipDirectory(0) + "/stats/memory_usage/host_mem/driver_memory/peak");
  simulation_.WriteSysfs({5, "bash", false}, file);
  EXPECT_EQ(file->content, "0\n");
  EXPECT_TRUE(simulation_.recorder()->saw_forbidden());
  EXPECT_EQ(said_.size(), 1U);
}

TEST_F(SimulationTest, ReportsInJson) {
  simulator::v1::Report report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(simulation_.ReportJson(), &report).ok());
  EXPECT_EQ(report.instance(), "trn1.2xlarge");
  EXPECT_EQ(report.devices_size(), 1);
}

}  // namespace
}  // namespace neuron::sim
