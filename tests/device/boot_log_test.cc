#include "agent/device/boot_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Byte for byte from the log of the AWS Neuron driver 2.24.7.0 on Debian's kernel 6.1.
constexpr char kTrn1Line[] = "[    4.424476] ** BDF: 00:11.0 => nd[4] (routing id: 1)\n";
constexpr char kTrn2Line[] =
    "[   20.017496] neuron:neuron_pci_get_device_id_v3: ** BDF: 00:1f.0 => nd[10] (routing id: "
    "15)\n";
constexpr char kLoadedLine[] =
    "[    3.328367] Neuron Driver Started with "
    "Version:2.24.7.0-bab563e32c62d9dd615a42079e5bbd8e1a6327b1 at: 2026-nov-21 19:57:35.908577\n";

TEST(FindLoggedChips, TakesTheLinesOfEitherDriverArchitecture) {
  EXPECT_THAT(FindLoggedChips(absl::StrCat(kLoadedLine, kTrn1Line, kTrn2Line)),
              ElementsAre(LoggedChip{0, 0x11, 0, 4, 1}, LoggedChip{0, 0x1f, 0, 10, 15}));
}

TEST(FindLoggedChips, TakesRecordsOfTheKernelsDevice) {
  EXPECT_THAT(FindLoggedChips("3,512,4424476,-;** BDF: a0:1c.7 => nd[63] (routing id: 4294967295)\n"
                              " SUBSYSTEM=pci\n DEVICE=+pci:0000:a0:1c.7\n"),
              ElementsAre(LoggedChip{0xa0, 0x1c, 7, 63, 4294967295}));
  EXPECT_THAT(FindLoggedChips("** BDF: 00:11.0 => nd[4] (routing id: 1)"), SizeIs(1));
}

TEST(FindLoggedChips, IsByIndex) {
  EXPECT_THAT(FindLoggedChips(absl::StrCat(kTrn2Line, kTrn1Line)),
              ElementsAre(LoggedChip{0, 0x11, 0, 4, 1}, LoggedChip{0, 0x1f, 0, 10, 15}));
}

TEST(FindLoggedChips, HasTheLastWordOnEach) {
  EXPECT_THAT(FindLoggedChips(absl::StrCat(kTrn1Line, "BDF: 00:12.0 => nd[4] (routing id: 2)\n")),
              ElementsAre(LoggedChip{0, 0x12, 0, 4, 2}));
}

TEST(FindLoggedChips, ForgetsWhatWasLoggedBeforeTheDriverWasLoadedAgain) {
  EXPECT_THAT(FindLoggedChips(absl::StrCat(kLoadedLine, kTrn1Line, kLoadedLine, kTrn2Line)),
              ElementsAre(LoggedChip{0, 0x1f, 0, 10, 15}));
}

TEST(FindLoggedChips, SkipsTextThatIsNoSuchLine) {
  for (const char* line :
       {"", "\n\n", "BDF:", "BDF: 00:11.0", "BDF: 00:11.0 => nd[64] (routing id: 1)",
        "BDF: 00:11.0 => nd[-1] (routing id: 1)", "BDF: 00:11.0 => nd[] (routing id: 1)",
        "BDF: 00:11.0 => nd[4 (routing id: 1)", "BDF: 00:11.0 => nd[4]", "nd[4] (routing id: 1)",
        "BDF: 00:11.8 => nd[4] (routing id: 1)", "BDF: 00:20.0 => nd[4] (routing id: 1)",
        "BDF: 100:11.0 => nd[4] (routing id: 1)", "BDF: 0g:11.0 => nd[4] (routing id: 1)",
        "BDF: 00:11.0 => nd[4] (routing id: )", "BDF: 00:11.0 => nd[4] (routing id: 4294967296)",
        "BDF: 0000:00:11.0 => nd[4] (routing id: 1)", "BDF: 00:11.0\nnd[4] (routing id: 1)"}) {
    EXPECT_THAT(FindLoggedChips(line), IsEmpty()) << line;
  }
}

constexpr char kProbeFailed[] = "neuron-driver: probe of 0000:00:11.0 failed with error -19";

TEST(FindProbeFailures, AreTheLinesWithoutTheirPrefix) {
  EXPECT_THAT(FindProbeFailures(absl::StrCat("[    4.5] ", kProbeFailed, "\n", kTrn1Line)),
              ElementsAre(kProbeFailed));
  EXPECT_THAT(FindProbeFailures("3,512,4424476,-;neuron: duplicate routing id 3; bad\n KEY=v\n"),
              ElementsAre("neuron: duplicate routing id 3; bad"));
}

TEST(FindProbeFailures, KnowEveryWordingOfTheDriverAndTheKernel) {
  for (const char* line :
       {"neuron: Could not retrieve device index", "neuron: Invalid device index 70",
        "neuron: duplicate routing id 3", "neuron: scheduling unload", kProbeFailed,
        "neuron-driver 0000:00:11.0: probe with driver neuron-driver failed with error -19"}) {
    EXPECT_THAT(FindProbeFailures(line), ElementsAre(line));
  }
  EXPECT_THAT(FindProbeFailures("nvme: probe of 0000:00:11.0 failed with error -19"), IsEmpty());
}

TEST(FindProbeFailures, ForgetWhatWasLoggedBeforeTheDriverWasLoadedAgain) {
  EXPECT_THAT(FindProbeFailures(absl::StrCat(kProbeFailed, "\n", kLoadedLine)), IsEmpty());
}

TEST(FindProbeFailures, AreTheLastFew) {
  std::string log;
  for (int i = 0; i < 20; ++i) {
    absl::StrAppend(&log, "duplicate routing id ", i, "\n");
  }
  const std::vector<std::string> failures = FindProbeFailures(log);
  ASSERT_THAT(failures, SizeIs(16));
  EXPECT_EQ(failures.front(), "duplicate routing id 4");
  EXPECT_EQ(failures.back(), "duplicate routing id 19");
}

TEST(FindProbeFailures, ArePrintableAndShort) {
  const std::string text = absl::StrCat("duplicate routing id \x1b[31m\xff", std::string(999, 'x'));
  EXPECT_THAT(FindProbeFailures(text),
              ElementsAre(absl::StrCat("duplicate routing id ?[31m?", std::string(93, 'x'))));
}

}  // namespace
}  // namespace neuron
