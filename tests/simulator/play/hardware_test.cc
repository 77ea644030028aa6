#include "tests/simulator/play/hardware.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/simulator/play/control_line.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(600 + 59);

class HardwareTest : public testing::Test {
 protected:
  absl::Status Do(absl::string_view line) {
    const auto verb = ParseControlLine(line);
    EXPECT_TRUE(verb.ok()) << verb.status();
    if (verb->has_set_counter()) return hardware_.SetCounter(verb->set_counter());
    if (verb->has_add_counter()) return hardware_.AddCounter(verb->add_counter());
    if (verb->has_ecc()) return hardware_.AddEcc(verb->ecc());
    if (verb->has_power()) return hardware_.SetPower(verb->power(), kNow);
    return hardware_.SetHealth(verb->health());
  }

  // Of chip 1.
  std::string Text(absl::string_view path) {
    const Node* file = host_->tree.Find(absl::StrCat(ChipDirectory(1), "/", path));
    return file != nullptr ? file->content : "!";
  }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn2.48xlarge"), *FindGeneration("2.30"));
  Hardware hardware_{host_.get()};
};

TEST_F(HardwareTest, SetsAndAddsToACountersTotal) {
  ASSERT_TRUE(Do("set_counter 1 success 40 core=3").ok());
  ASSERT_TRUE(Do("add_counter 1 success 2 core=3").ok());
  EXPECT_EQ(Text("neuron_core3/stats/status/success/total"), "42\n");
  EXPECT_EQ(Text("neuron_core0/stats/status/success/total"), "0\n");
}

TEST_F(HardwareTest, SetsAFileWithOneNumber) {
  ASSERT_TRUE(Do("set_counter 1 mem_ecc_corrected 5").ok());
  EXPECT_EQ(Text("stats/hardware/mem_ecc_corrected"), "5\n");
}

TEST_F(HardwareTest, EccCountsWrapAt16Bits) {
  ASSERT_TRUE(Do("ecc 1 mem_uncorrected 65535").ok());
  EXPECT_EQ(Text("stats/hardware/mem_ecc_uncorrected"), "65535\n");
  ASSERT_TRUE(Do("ecc 1 mem_uncorrected 3").ok());
  EXPECT_EQ(Text("stats/hardware/mem_ecc_uncorrected"), "2\n");
}

TEST_F(HardwareTest, EveryKindOfEccHasAFile) {
  for (const absl::string_view kind : EccKinds()) {
    EXPECT_TRUE(Do(absl::StrCat("ecc 1 ", kind, " 1")).ok()) << kind;
  }
}

TEST_F(HardwareTest, PowerIsOfTheMinuteThatEndedLast) {
  ASSERT_TRUE(Do("power 1 0.5 25 18.256").ok());
  EXPECT_EQ(Text("stats/power/utilization"), "POWER_STATUS_VALID,600,0.50,25.00,18.26\n");
}

TEST_F(HardwareTest, ChangesOfHealthAreCounted) {
  const std::string health = "stats/hardware/health_status/";
  ASSERT_TRUE(Do("health 1 components=hbm,link_efa heartbeat=9").ok());
  EXPECT_EQ(Text(health + "unhealthy_components"), "hbm,link_efa\n");
  EXPECT_EQ(Text(health + "healthcheck_heartbeat"), "9\n");
  EXPECT_EQ(Text(health + "hw_error_event"), "1\n");
  ASSERT_TRUE(Do("health 1 heartbeat=10").ok());
  EXPECT_EQ(Text(health + "hw_error_event"), "1\n");
  ASSERT_TRUE(Do("health 1 unreachable=true").ok());
  EXPECT_EQ(Text(health + "unhealthy_components"), "device_unreachable\n");
  EXPECT_EQ(Text(health + "healthcheck_heartbeat"), "device_unreachable\n");
  EXPECT_EQ(Text(health + "hw_error_event"), "2\n");
  ASSERT_TRUE(Do("health 1 unreachable=false").ok());
  EXPECT_EQ(Text(health + "unhealthy_components"), "\n");
  EXPECT_EQ(Text(health + "healthcheck_heartbeat"), "0\n");
  ASSERT_TRUE(Do("health 1 components=sram").ok());
  ASSERT_TRUE(Do("health 1 components=none").ok());
  EXPECT_EQ(Text(health + "unhealthy_components"), "\n");
}

TEST_F(HardwareTest, AHeartbeatStepsAndWraps) {
  const std::string heartbeat = "stats/hardware/health_status/healthcheck_heartbeat";
  ASSERT_TRUE(Do("health 1 heartbeat=254").ok());
  hardware_.Beat(1);
  EXPECT_EQ(Text(heartbeat), "255\n");
  hardware_.Beat(1);
  EXPECT_EQ(Text(heartbeat), "0\n");
}

TEST_F(HardwareTest, AHeartbeatStandsStillUntilItBeatsAgain) {
  const std::string heartbeat = "stats/hardware/health_status/healthcheck_heartbeat";
  ASSERT_TRUE(Do("health 1 heartbeat=7 beating=false").ok());
  hardware_.Beat(1);
  EXPECT_EQ(Text(heartbeat), "7\n");
  ASSERT_TRUE(Do("health 1 beating=true").ok());
  hardware_.Beat(1);
  EXPECT_EQ(Text(heartbeat), "8\n");
}

TEST_F(HardwareTest, WhatCannotBeReachedDoesNotBeat) {
  ASSERT_TRUE(Do("health 1 unreachable=true").ok());
  hardware_.Beat(1);
  EXPECT_EQ(Text("stats/hardware/health_status/healthcheck_heartbeat"), "device_unreachable\n");
}

TEST_F(HardwareTest, AChipCanHaveAnotherSerialNumber) {
  ASSERT_TRUE(hardware_.SetSerialNumber(1, "00000000000000ab").ok());
  EXPECT_EQ(Text("info/serial_number"), "00000000000000ab\n");
}

TEST_F(HardwareTest, SaysWhatTheHostHasNot) {
  EXPECT_THAT(Do("ecc 16 mem_uncorrected 1").message(), HasSubstr("no chip 16 on trn2.48xlarge"));
  EXPECT_THAT(Do("add_counter 0 success 1 core=8").message(), HasSubstr("no chip 0 with a core 8"));
  const absl::Status absent = Do("add_counter 0 no_such 1 core=0");
  EXPECT_EQ(absent.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(absent.message(), HasSubstr("chip 0 core 0 has no no_such with driver 2.30.2.0"));
  EXPECT_THAT(Do("add_counter 0 tensors 1 core=0").ok(), true);
  ASSERT_TRUE(SetChipPresent(host_.get(), 1, false).ok());
  EXPECT_THAT(Do("ecc 1 mem_uncorrected 1").message(), HasSubstr("chip 1 has no mem_ecc_uncorr"));
}

TEST(Hardware, FindsWhatDriver231HasMoved) {
  const auto host = *BuildHost(*FindInstance("trn2.48xlarge"), *FindGeneration("2.31"));
  Hardware hardware(host.get());
  EXPECT_TRUE(
      hardware.AddCounter(ParseControlLine("add_counter 0 success 1 core=3")->add_counter()).ok());
  EXPECT_TRUE(hardware.AddEcc(ParseControlLine("ecc 0 mem_uncorrected 1")->ecc()).ok());
}

TEST(Hardware, SaysThatAnOldDriverHasNoHealth) {
  const auto host = *BuildHost(*FindInstance("trn1.2xlarge"));
  Hardware hardware(host.get());
  EXPECT_THAT(hardware.SetHealth(ParseControlLine("health 0 components=hbm")->health()).message(),
              HasSubstr("chip 0 has no unhealthy_components with driver 2.24.7.0"));
}

}  // namespace
}  // namespace neuron::sim
