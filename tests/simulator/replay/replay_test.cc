// A simulated host, captured and replayed: it is the same host.

#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/capture/archive.h"
#include "agent/capture/host_capture.h"
#include "agent/device/answer_book.h"
#include "agent/device/device_answers.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/simulator_process.h"

namespace neuron::sim {
namespace {

constexpr DriverVersion kDriver = {2, 30, 0, 0};
const AnswerBook::Edition kEdition = {"boot", "2.30.2.0"};

DeviceAnswers Ask(const SimulatorProcess& simulator, int chip) {
  return AskDevice(MakeKernelDriver().get(), simulator.Path(absl::StrCat("dev/neuron", chip)),
                   {chip, kDriver})
      .value();
}

CapturePlan PlanFor(const SimulatorProcess& simulator, const std::string& book) {
  CapturePlan plan;
  plan.host.sysfs = simulator.Path("sys");
  plan.host.dev = simulator.Path("dev");
  plan.host.proc_devices = simulator.Path("proc/devices");
  plan.host.kmsg = simulator.Path("dev/kmsg");
  plan.answer_book = book;
  plan.program = "replay_test";
  return plan;
}

std::map<std::string, std::string> MembersOf(const HostCapture& capture) {
  std::map<std::string, std::string> members;
  for (const ArchiveMember& member : capture.members) members[member.name] = member.content;
  return members;
}

std::string WriteArchive(const HostCapture& capture, const TemporaryDirectory& directory) {
  const std::string tar = PackTar(capture.members, absl::UnixEpoch()).value();
  return directory.Write("host.tar.zst", CompressZstd(tar).value());
}

std::string DirectoryOf(int chip) {
  return absl::StrCat("sys/devices/virtual/neuron_device/neuron", chip);
}

class ReplayTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string why = WhyNoSimulator();
    if (!why.empty()) GTEST_SKIP() << "SKIPPED: " << why;
  }

  const TemporaryDirectory directory_;
};

TEST_F(ReplayTest, ShowsTheCapturedHostAgain) {
  SimulatorProcess captured({"--instance=inf2.24xlarge", "--driver=2.30"});
  ASSERT_TRUE(captured.Do("ecc 2 mem_uncorrected 7"));
  AnswerBook book;
  for (int chip = 0; chip < 6; ++chip) book.Add({chip, 0, Ask(captured, chip)});
  const std::string book_path = directory_.Path("chips");
  ASSERT_EQ(book.Save(book_path, kEdition), absl::OkStatus());
  CapturePlan plan = PlanFor(captured, book_path);
  plan.host.kmsg = directory_.Write("kmsg", "neuron: a line of the driver\nanother's line\n");
  const HostCapture capture = CaptureHost(plan, absl::UnixEpoch());
  const SimulatorEnd end = captured.Stop();
  EXPECT_EQ(end.exit_code, 0) << end.errors;

  SimulatorProcess replayed({absl::StrCat("--replay=", WriteArchive(capture, directory_))});
  const auto before = MembersOf(capture);
  const auto after = MembersOf(CaptureHost(PlanFor(replayed, book_path), absl::UnixEpoch()));
  for (const char* member : {"sysfs.txt", "pci.txt", "machine.txt"}) {
    EXPECT_GT(before.at(member).size(), 50U) << member;
    EXPECT_EQ(before.at(member), after.at(member)) << member;
  }
  EXPECT_EQ(after.at("log.txt"), "neuron: a line of the driver\n");
  for (int chip = 0; chip < 6; ++chip)
    EXPECT_TRUE(Ask(replayed, chip) == book.Find(chip)->answers) << chip;
}

TEST_F(ReplayTest, AFileThatDidNotAnswerIsAGapAndTheOtherChipsAreThere) {
  SimulatorProcess captured({"--instance=inf2.24xlarge"});
  const std::string stuck = absl::StrCat(DirectoryOf(1), "/reset");
  ASSERT_TRUE(captured.Do("hang " + stuck));
  CapturePlan plan = PlanFor(captured, "/none");
  plan.patience = absl::Milliseconds(500);
  const HostCapture capture = CaptureHost(plan, absl::UnixEpoch());
  ASSERT_TRUE(captured.Do("unhang " + stuck));
  ASSERT_FALSE(capture.gaps.empty());
  EXPECT_EQ(capture.gaps.front(),
            absl::StrCat("/", stuck, ": no answer within 500ms; nothing after it was recorded"));
  const std::string sysfs = MembersOf(capture).at("sysfs.txt");
  EXPECT_TRUE(absl::StrContains(sysfs, "neuron1/reset !read:ETIMEDOUT\n"));
  EXPECT_FALSE(absl::StrContains(sysfs, "neuron1/stats"));
  EXPECT_TRUE(absl::StrContains(sysfs, "neuron2/stats"));
}

TEST_F(ReplayTest, ManyChipsThatDoNotAnswerCostLittleMoreThanOne) {
  SimulatorProcess captured({"--instance=inf2.24xlarge"});
  for (int chip = 1; chip < 6; ++chip) {
    ASSERT_TRUE(captured.Do(absl::StrCat("hang ", DirectoryOf(chip))));
  }
  CapturePlan plan = PlanFor(captured, "/none");
  plan.patience = absl::Seconds(2);
  const absl::Time began = absl::Now();
  const HostCapture capture = CaptureHost(plan, absl::UnixEpoch());
  EXPECT_LT(absl::Now() - began, 3 * plan.patience);
  for (int chip = 1; chip < 6; ++chip) {
    ASSERT_TRUE(captured.Do(absl::StrCat("unhang ", DirectoryOf(chip))));
    EXPECT_TRUE(absl::StartsWith(capture.gaps.at(chip - 1), absl::StrCat("/", DirectoryOf(chip))))
        << capture.gaps[chip - 1];
  }
  const std::string sysfs = MembersOf(capture).at("sysfs.txt");
  EXPECT_TRUE(absl::StrContains(sysfs, "neuron0/stats"));
  EXPECT_FALSE(absl::StrContains(sysfs, "neuron3/stats"));
}

TEST_F(ReplayTest, RefusesWhatIsNoCapture) {
  const std::string file = directory_.Write("x.tar.zst", "no zstd");
  const SimulatorEnd end =
      RunSimulator({absl::StrCat("--mount=", directory_.Path("host")), "--replay=" + file});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(absl::StrContains(end.errors, "--replay=" + file)) << end.errors;
}

TEST_F(ReplayTest, LeavesNoChoiceOfTheInstance) {
  const SimulatorEnd end = RunSimulator({absl::StrCat("--mount=", directory_.Path("host")),
                                         "--replay=/x.tar.zst", "--instance=trn1.2xlarge"});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(absl::StrContains(end.errors, "leave it out with --replay")) << end.errors;
}

}  // namespace
}  // namespace neuron::sim
