// Files and chips of neuron-sim that misbehave, over a real mount.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "tests/simulator/mounted.h"
#include "tests/simulator/simulator_process.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

constexpr char kNeuron0[] = "sys/class/neuron_device/neuron0/";

class PlayedFaults : public Mounted {
 protected:
  static std::string File(absl::string_view name) { return absl::StrCat(kNeuron0, name); }

  // A read on a thread of its own.
  static std::future<std::string> ReadLater(const SimulatorProcess& simulator,
                                            const std::string& name) {
    return std::async(std::launch::async, [&simulator, name] { return simulator.Read(name); });
  }
};

TEST_F(PlayedFaults, ASlowFileAnswersLateAndHoldsUpNoOther) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do(absl::StrCat("slow ", File("core_count"), " 300")));
  const absl::Time begin = absl::Now();
  auto slow = ReadLater(simulator, File("core_count"));
  EXPECT_EQ(simulator.Read(File("connected_devices")), "\n");
  EXPECT_EQ(slow.get(), "2");
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(300));
}

TEST_F(PlayedFaults, AFileThatHangsAnswersWhenItIsHealed) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  for (const char* cure : {"unhang", "heal"}) {
    ASSERT_TRUE(simulator.Do("hang sys/class/neuron_device/neuron0/core_count"));
    auto hanging = ReadLater(simulator, File("core_count"));
    EXPECT_EQ(hanging.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    ASSERT_TRUE(simulator.Do(absl::StrCat(cure, " ", File("core_count"))));
    EXPECT_EQ(hanging.get(), "2");
  }
}

TEST_F(PlayedFaults, AnEndComesAlsoWhileReadsHang) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do(absl::StrCat("hang ", kNeuron0)));
  auto hanging = ReadLater(simulator, File("core_count"));
  EXPECT_EQ(hanging.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  EXPECT_EQ(simulator.Stop().exit_code, 0);
  EXPECT_THAT(hanging.get(), HasSubstr("!"));
}

TEST_F(PlayedFaults, ReadsFailWithTheErrnoUntilTheyAreHealed) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const std::string ecc = File("stats/hardware/mem_ecc_uncorrected");
  for (const char* error : {"EIO", "ENODEV", "EINVAL"}) {
    ASSERT_TRUE(simulator.Do(absl::StrCat("error ", kNeuron0, "stats/hardware/* ", error)));
    EXPECT_EQ(simulator.Read(ecc), absl::StrCat("!", error));
  }
  EXPECT_EQ(simulator.Read(File("core_count")), "2");
  ASSERT_TRUE(simulator.Do(absl::StrCat("heal ", kNeuron0, "stats")));
  EXPECT_EQ(simulator.Read(ecc), "0\n");
}

TEST_F(PlayedFaults, GarbageIsReadAsItIs) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const std::string ecc = File("stats/hardware/mem_ecc_uncorrected");
  ASSERT_TRUE(simulator.Do(absl::StrCat("garbage ", ecc, " nul")));
  EXPECT_EQ(simulator.Read(ecc), std::string("1\0002\n", 4));
  ASSERT_TRUE(simulator.Do(absl::StrCat("garbage ", ecc, " empty")));
  EXPECT_EQ(simulator.Read(ecc), "");
  ASSERT_TRUE(simulator.Do(absl::StrCat("heal ", ecc)));
  EXPECT_EQ(simulator.Read(ecc), "0\n");
}

TEST_F(PlayedFaults, AResetIsSeenAndEnds) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge"});
  ASSERT_TRUE(simulator.Do("ecc 0 mem_uncorrected 3\nreset 0 seconds=0.5"));
  EXPECT_EQ(simulator.Read(File("reset")), "0\n");
  // Registers cannot be read.
  EXPECT_EQ(simulator.Read(File("stats/hardware/mem_ecc_uncorrected")), "0\n");
  EXPECT_TRUE(
      simulator.WaitFor(File("reset"), [](const std::string& text) { return text == "1\n"; }));
  EXPECT_EQ(simulator.Read(File("stats/hardware/mem_ecc_uncorrected")), "3\n");
  EXPECT_EQ(simulator.Read(File("neuron_core7/stats/other_info/reset_req_count/total")), "2\n");
}

TEST_F(PlayedFaults, AnApplicationCannotHaveAnInvalidChip) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("reset 0 seconds=0 fails=true"));
  EXPECT_TRUE(
      simulator.WaitFor(File("reset"), [](const std::string& text) { return text == "2\n"; }));
  EXPECT_FALSE(simulator.Do("start train chips=0"));
  EXPECT_THAT(simulator.Read("control"), HasSubstr("nrt_init: status 4 (Invalid argument)"));
  ASSERT_TRUE(simulator.Do("reset 0 seconds=0"));
  EXPECT_TRUE(
      simulator.WaitFor(File("reset"), [](const std::string& text) { return text == "1\n"; }));
  // By another name: the first may be ending still.
  EXPECT_TRUE(simulator.Do("start serve chips=0"));
}

TEST_F(PlayedFaults, AnApplicationWaitsForTheEndOfAReset) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const absl::Time begin = absl::Now();
  ASSERT_TRUE(simulator.Do("reset 0 seconds=0.5\nstart train chips=0"));
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(500));
}

TEST_F(PlayedFaults, WhoPollsHearsOfAChangeOfHealth) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge", "--driver=2.30"});
  const std::string events = File("stats/hardware/health_status/hw_error_event");
  const UniqueFd fd(open(simulator.Path(events).c_str(), O_RDONLY | O_CLOEXEC));
  char buffer[16];
  ASSERT_EQ(pread(fd.get(), buffer, sizeof(buffer), 0), 2);
  pollfd wait = {fd.get(), POLLPRI, 0};
  EXPECT_EQ(poll(&wait, 1, 0), 0);
  ASSERT_TRUE(simulator.Do("health 0 components=hbm"));
  EXPECT_EQ(poll(&wait, 1, 20'000), 1);
  EXPECT_EQ(simulator.Read(events), "1\n");
}

TEST_F(PlayedFaults, PlaysTrouble) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge", "--driver=2.30", "--scenario=trouble"});
  EXPECT_TRUE(simulator.WaitFor("control", [](const std::string& text) {
    return text.find("workload train") != std::string::npos;
  }));
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

}  // namespace
}  // namespace neuron::sim
