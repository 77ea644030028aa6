// The conclusions that are drawn of the hosts that the real driver was recorded on: each chip with
// its function on PCI, and nothing amiss.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/device/enumerator.h"
#include "agent/device/instance_type.h"
#include "agent/device/survey.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct RecordedHost {
  const sim::Recording& (*recording)();
  const char* instance_type;
  // By which its device id is known.
  std::uint32_t device_id;
  // Of the chip with routing id 0; the others follow.
  int first_slot;
  // As recorded: the log names no chip of Inferentia.
  bool is_logged;
};

const RecordedHost kHosts[] = {
    {sim::Trn1Recording, "trn1.32xlarge", 0x7164, 0x10, true},
    {sim::Trn2Recording, "trn2.48xlarge", 0x7364, 0x10, true},
    {sim::Trn2uRecording, "trn2u.48xlarge", 0x7364, 0x10, true},
    {sim::Inf1Recording, "inf1.24xlarge", 0x7064, 0x10, false},
    {sim::Inf2Recording, "inf2.48xlarge", 0x7264, 0x14, true},
};

// 2.24.7 adds no node to this one.
constexpr DriverVersion kOldestLikeRecorded = {2, 23, 9, 0};

std::string LogOf(const RecordedHost& host) {
  return ReadFile(
             absl::StrCat("tests/fixtures/neuron-driver/", host.recording().name, "/dmesg.txt"),
             1 << 20)
      .value();
}

// Made once: a tree has up to 20,000 files.
FakeTree& TreeOf(const RecordedHost& host) {
  static std::map<std::string, std::unique_ptr<FakeTree>> trees;
  std::unique_ptr<FakeTree>& tree = trees[host.instance_type];
  if (tree == nullptr) {
    tree = MakeRecordedTree(host.recording(), host.instance_type);
    tree->Write("dev/kmsg", LogOf(host));
  }
  return *tree;
}

class RecordedSurveyTest : public testing::TestWithParam<RecordedHost> {
 protected:
  Inventory Found() const {
    const HostPaths host = TreeOf(GetParam()).host();
    Inventory inventory = ReadHost(host);
    const int chips = GetParam().recording().chips;
    for (int index = 0; index < chips; ++index) {
      inventory.chips.push_back(ReadChip(host, index));
    }
    if (!GetParam().is_logged) {
      Say(&inventory);
    }
    return inventory;
  }

  PciSide Pci() const { return ReadPciSide(TreeOf(GetParam()).host()); }

 private:
  // What the chips answered: as many as there are, in the order of their slots.
  static void Say(Inventory* inventory) {
    for (Chip& chip : inventory->chips) {
      DeviceAnswers answers;
      answers.pci =
          PciAddress{0, 0, static_cast<std::uint8_t>(GetParam().first_slot + chip.index), 0};
      chip.answers = answers;
    }
  }
};

TEST_P(RecordedSurveyTest, GivesEachChipItsFunction) {
  const Inventory inventory = Survey(Found(), Pci());
  const auto& device_by_routing_id = GetParam().recording().device_by_routing_id;
  for (const Chip& chip : inventory.chips) {
    ASSERT_TRUE(chip.pci.has_value()) << chip.pci.why();
    const PciFunction& function = chip.pci.value();
    const int slot = function.address.slot;
    EXPECT_EQ(device_by_routing_id[static_cast<std::size_t>(slot - GetParam().first_slot)],
              chip.index);
    EXPECT_EQ(function.device_id, GetParam().device_id);
    EXPECT_EQ(function.type, chip.type.value());
    EXPECT_EQ(function.revision, Reading<std::uint64_t>(0));
    EXPECT_TRUE(function.numa_node.is_absent());
    EXPECT_EQ(function.local_cpus, Reading<std::string>("0-1"));
    EXPECT_EQ(function.link, PciLink());
    EXPECT_EQ(function.widest_link, PciLink());
    EXPECT_EQ(function.errors, PciErrors());
    EXPECT_EQ(function.bound_to, Reading<std::string>("neuron-driver"));
  }
}

TEST_P(RecordedSurveyTest, FindsNothingAmiss) {
  const Inventory inventory = Survey(Found(), Pci());
  EXPECT_THAT(inventory.missing, IsEmpty());
  EXPECT_THAT(inventory.findings, IsEmpty());
}

TEST_P(RecordedSurveyTest, KnowsTheDriverByItsFiles) {
  const Inventory inventory = Survey(Found(), Pci());
  EXPECT_EQ(inventory.generation, Reading<DriverVersion>(kOldestLikeRecorded));
  EXPECT_THAT(inventory.capabilities, testing::Not(IsEmpty()));
}

TEST_P(RecordedSurveyTest, NamesTheChipThatIsGone) {
  Inventory lacking = Found();
  const PciSide pci = Pci();
  const Reading<PciFunction> function = Survey(lacking, pci).chips[2].pci;
  lacking.chips.erase(lacking.chips.begin() + 2);
  const Inventory inventory = Survey(lacking, pci);
  ASSERT_THAT(inventory.missing, SizeIs(1));
  EXPECT_EQ(inventory.missing[0].function, function);
  EXPECT_THAT(inventory.missing[0].reason, HasSubstr("made no device"));
  EXPECT_EQ(inventory.findings.at(0).code, FindingCode::kMissingChip);
  EXPECT_EQ(inventory.findings.at(1).code, FindingCode::kFewerChips);
}

TEST_P(RecordedSurveyTest, ClaimsNoAddressThatNobodySaid) {
  Inventory found = Found();
  for (Chip& chip : found.chips) {
    chip.answers = Reading<DeviceAnswers>::Absent();
  }
  PciSide pci = Pci();
  pci.log.clear();
  const Inventory inventory = Survey(found, pci);
  for (const Chip& chip : inventory.chips) {
    EXPECT_TRUE(chip.pci.is_unknown());
  }
  EXPECT_THAT(inventory.missing, IsEmpty());
  EXPECT_THAT(inventory.findings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, RecordedSurveyTest, testing::ValuesIn(kHosts),
                         [](const auto& test) { return std::string(test.param.recording().name); });

}  // namespace
}  // namespace neuron
