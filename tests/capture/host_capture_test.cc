#include "agent/capture/host_capture.h"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"
#include "tests/fakes/fake_tree_recorded.h"
#include "tests/simulator/host/recordings.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

CapturePlan PlanFor(const FakeTree& tree) {
  CapturePlan plan;
  plan.host = tree.host();
  plan.host.kmsg = tree.Path("kmsg");
  plan.answer_book = tree.Path("chips");
  plan.program = "neuronctl 1.2.3";
  return plan;
}

std::string Member(const HostCapture& capture, absl::string_view name) {
  const auto found = std::find_if(capture.members.begin(), capture.members.end(),
                                  [&](const ArchiveMember& member) { return member.name == name; });
  return found == capture.members.end() ? "(none)" : found->content;
}

// The lines of a recording about one of the kernel's trees, without those whose modes and errors
// plain files cannot have.
std::vector<std::string> Comparable(absl::string_view text) {
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const bool plain = !absl::StrContains(line, "!read:") && !absl::StrContains(line, "(write") &&
                       !absl::StrContains(line, "(not read)") && absl::StartsWith(line, "F ");
    if (plain) lines.emplace_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(CaptureHost, WritesDownTheDriversTreeAsItWasRecorded) {
  const auto tree = MakeRecordedTree(sim::Inf1Recording(), "inf1.24xlarge", ChipSet{0, 1});
  const HostCapture capture = CaptureHost(PlanFor(*tree), kNow);
  std::vector<std::string> recorded;
  for (const std::string& line : Comparable(sim::Inf1Recording().sysfs)) {
    for (const char* place : {"neuron0/", "neuron1/", "/class/", "/module/"}) {
      if (absl::StrContains(line, place)) recorded.push_back(line);
    }
  }
  const std::vector<std::string> captured = Comparable(Member(capture, "sysfs.txt"));
  EXPECT_GT(captured.size(), 800U);
  EXPECT_TRUE(std::includes(recorded.begin(), recorded.end(), captured.begin(), captured.end()));
  EXPECT_EQ(captured.size(), recorded.size());
}

TEST(CaptureHost, WritesDownPciAndTheMachine) {
  const auto tree = MakeRecordedTree(sim::Trn1Recording(), "trn1.2xlarge", ChipSet{0});
  const HostCapture capture = CaptureHost(PlanFor(*tree), kNow);
  EXPECT_THAT(Member(capture, "pci.txt"),
              HasSubstr("/sys/devices/pci0000:00/0000:00:10.0/device \"0x7164\\n\"\n"));
  EXPECT_THAT(Member(capture, "pci.txt"), HasSubstr("L 0777 /sys/bus/pci/devices/0000:00:10.0 -> "
                                                    "../../../devices/pci0000:00/0000:00:10.0\n"));
  EXPECT_THAT(Member(capture, "machine.txt"),
              HasSubstr("/sys/class/dmi/id/product_name \"trn1.2xlarge\\n\"\n"));
  EXPECT_THAT(Member(capture, "proc-devices.txt"), HasSubstr("245 neuron\n"));
}

TEST(CaptureHost, TakesTheAnswersFromTheBookAndOpensNoDevice) {
  FakeTree tree({Dir("sys", {Dir("class", {})}), Dir("proc", {File("devices", "245 neuron\n")}),
                 File("chips", "chips of boot b driver 2.24.7.0\n"), File("kmsg", "")});
  EXPECT_EQ(Member(CaptureHost(PlanFor(tree), kNow), "answers.txt"),
            "chips of boot b driver 2.24.7.0\n");
}

TEST(CaptureHost, KeepsOnlyTheDriversLinesOfTheLogAndScrubsThem) {
  FakeTree tree(
      {Dir("proc", {File("devices", "")}), File("chips", ""),
       File("kmsg", "6,1,2,-;neuron: Neuron Driver Started with Version:2.24.7.0 123456789012\n")});
  const std::string log = Member(CaptureHost(PlanFor(tree), kNow), "log.txt");
  EXPECT_EQ(log, "6,1,2,-;neuron: Neuron Driver Started with Version:2.24.7.0 000000000000\n");
  tree.Write("kmsg", "6,1,2,-;eth0: link up\n");
  EXPECT_EQ(Member(CaptureHost(PlanFor(tree), kNow), "log.txt"), "");
}

TEST(CaptureHost, SaysInTheManifestWhatItIs) {
  FakeTree tree({Dir("proc", {File("devices", "")}), File("chips", ""), File("kmsg", "")});
  const HostCapture capture = CaptureHost(PlanFor(tree), kNow);
  EXPECT_THAT(capture.gaps, IsEmpty());
  EXPECT_EQ(capture.members.front().name, "manifest.txt");
  EXPECT_THAT(capture.members.front().content,
              HasSubstr("format: neuron-capture-1\nmade_by: neuronctl 1.2.3\n"
                        "taken_at: 2026-11-18T11:06:40+00:00\nkernel: "));
  EXPECT_THAT(capture.members.front().content, Not(HasSubstr("gap:")));
}

TEST(CaptureHost, NamesWhatItCouldNotHave) {
  FakeTree tree({Dir("proc", {File("devices", "")})});
  const HostCapture capture = CaptureHost(PlanFor(tree), kNow);
  EXPECT_THAT(capture.gaps, Contains(HasSubstr(tree.Path("chips"))));
  EXPECT_THAT(capture.gaps, Contains(HasSubstr(tree.Path("kmsg"))));
  EXPECT_EQ(Member(capture, "answers.txt"), "");
  EXPECT_THAT(Member(capture, "manifest.txt"),
              HasSubstr(absl::StrCat("gap: ", capture.gaps.front(), "\n")));
}

}  // namespace
}  // namespace neuron
