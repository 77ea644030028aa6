#include "tests/simulator/libnrt/environment.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace neuron::sim::nrt {
namespace {

class EnvironmentTest : public testing::Test {
 protected:
  void TearDown() override {
    for (const char* name :
         {"NEURON_RT_VISIBLE_CORES", "NEURON_LOGICAL_NC_CONFIG", "NEURON_SIM_DEV_ROOT",
          "NEURON_SIM_LATENCY_US", "NEURON_SIM_STATUS", "NEURON_SIM_TIME_UNIT"}) {
      unsetenv(name);
    }
  }

  static bool ReadWith(const char* name, const char* value, Environment* environment) {
    setenv(name, value, 1);
    const bool ok = ReadEnvironment(environment);
    unsetenv(name);
    return ok;
  }

  Environment environment_ = {};
};

TEST_F(EnvironmentTest, HasDefaults) {
  ASSERT_TRUE(ReadEnvironment(&environment_));
  EXPECT_STREQ(environment_.device_root, "/dev");
  EXPECT_EQ(environment_.latency_us, 1000U);
  EXPECT_EQ(environment_.units_per_us, 1U);
  EXPECT_EQ(environment_.cores_per_logical, 0);
  EXPECT_EQ(environment_.visible_count, 0);
  EXPECT_EQ(environment_.end_count, 0);
}

TEST_F(EnvironmentTest, ReadsEveryVariable) {
  setenv("NEURON_RT_VISIBLE_CORES", "0-2,8", 1);
  setenv("NEURON_LOGICAL_NC_CONFIG", "1", 1);
  setenv("NEURON_SIM_DEV_ROOT", "/run/host/dev", 1);
  setenv("NEURON_SIM_LATENCY_US", "25", 1);
  setenv("NEURON_SIM_TIME_UNIT", "ps", 1);
  setenv("NEURON_SIM_STATUS", "1201@5,101@9", 1);
  ASSERT_TRUE(ReadEnvironment(&environment_));
  EXPECT_STREQ(environment_.device_root, "/run/host/dev");
  EXPECT_EQ(environment_.latency_us, 25U);
  EXPECT_EQ(environment_.units_per_us, 1'000'000U);
  EXPECT_EQ(environment_.cores_per_logical, 1);
  ASSERT_EQ(environment_.visible_count, 4);
  EXPECT_EQ(environment_.visible[2], 2);
  EXPECT_EQ(environment_.visible[3], 8);
  ASSERT_EQ(environment_.end_count, 2);
  EXPECT_EQ(environment_.ends[1].code, 101);
  EXPECT_EQ(environment_.ends[1].execution, 9U);
}

TEST_F(EnvironmentTest, RefusesWhatIsNotAsItShouldBe) {
  for (const char* cores : {"", "a", "1-", "3-1", "1,", "1 2", "-1", "512", "0-511,0"}) {
    EXPECT_FALSE(ReadWith("NEURON_RT_VISIBLE_CORES", cores, &environment_)) << cores;
  }
  EXPECT_FALSE(ReadWith("NEURON_LOGICAL_NC_CONFIG", "3", &environment_));
  EXPECT_FALSE(ReadWith("NEURON_SIM_LATENCY_US", "fast", &environment_));
  EXPECT_FALSE(ReadWith("NEURON_SIM_TIME_UNIT", "s", &environment_));
  for (const char* status : {"", "1201", "1201@", "@5", "1201@5,"}) {
    EXPECT_FALSE(ReadWith("NEURON_SIM_STATUS", status, &environment_)) << status;
  }
}

}  // namespace
}  // namespace neuron::sim::nrt
