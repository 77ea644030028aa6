// The mounted tree: every node as the kernel shows it.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/instance.h"
#include "tests/simulator/mounted.h"

namespace neuron::sim {
namespace {

constexpr char kNeuron0[] = "sys/class/neuron_device/neuron0/";

void ExpectNode(const SimulatorProcess& simulator, const RecordedNode& expected) {
  SCOPED_TRACE(expected.path);
  struct stat attributes;
  ASSERT_EQ(lstat(simulator.Path(expected.path).c_str(), &attributes), 0);
  EXPECT_EQ(attributes.st_mode & 07777, expected.mode);
  switch (expected.kind) {
    case RecordedKind::kDirectory:
      EXPECT_TRUE(S_ISDIR(attributes.st_mode));
      break;
    case RecordedKind::kLink:
      ASSERT_TRUE(S_ISLNK(attributes.st_mode));
      EXPECT_EQ(*ReadLink(simulator.Path(expected.path)), expected.content);
      break;
    case RecordedKind::kFile:
      EXPECT_TRUE(S_ISREG(attributes.st_mode));
      // Also root may not read what is write-only.
      EXPECT_EQ(simulator.Read(expected.path), (expected.mode & 0444) == 0 ? "!EACCES"
                                               : expected.read_error != 0  ? "!EIO"
                                                                           : expected.content);
  }
}

class MountedRecording : public Mounted, public testing::WithParamInterface<const char*> {};

// Byte for byte, mode for mode. What nobody read when it was recorded is empty.
TEST_P(MountedRecording, ShowsTheIdleHostAsItWasRecorded) {
  SimulatorProcess simulator({absl::StrCat("--instance=", GetParam())});
  const Recording& recording = *FindInstance(GetParam())->recording;
  for (const absl::string_view text : {recording.sysfs, recording.pci}) {
    const auto nodes = ParseRecordedTree(text);
    ASSERT_TRUE(nodes.ok()) << nodes.status();
    for (const RecordedNode& node : *nodes) ExpectNode(simulator, node);
  }
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

INSTANTIATE_TEST_SUITE_P(Recordings, MountedRecording,
                         testing::Values("inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge",
                                         "trn2.48xlarge", "trn2u.48xlarge"));

TEST_F(Mounted, IsTheDriverThatItIsToldToBe) {
  SimulatorProcess simulator({"--instance=trn3p.48xlarge", "--driver=2.31"});
  EXPECT_EQ(simulator.Read("sys/module/neuron/version"), "2.31.7.0\n");
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "identity/device_name")), "Trainium3\n");
  EXPECT_EQ(simulator.Read("sys/class/neuron_device/neuron15/cores/neuron_core7/metrics/execution/"
                           "success/total"),
            "0\n");
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "stats/power/utilization")), "!ENOENT");
}

TEST_F(Mounted, ListsEveryNameOnce) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  const auto names = ListDirectory(simulator.Path("sys/class/neuron_device"));
  ASSERT_TRUE(names.ok()) << names.status();
  EXPECT_EQ(names->size(), 16U + 5U);
}

}  // namespace
}  // namespace neuron::sim
