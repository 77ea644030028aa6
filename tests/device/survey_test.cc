#include "agent/device/survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/survey_host.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::shared_ptr<const TreeIndex> Walk(const std::vector<FakeNode>& nodes) {
  const FakeTree tree({Dir("neuron0", nodes)});
  return std::make_shared<const TreeIndex>(TreeIndex::Walk(tree.Path("neuron0")).value());
}

// As of 2.15.9 and of 2.5.7.
std::shared_ptr<const TreeIndex> NewerTree() {
  return Walk({File("reset", "1\n"), File("serial_number", "\n")});
}
std::shared_ptr<const TreeIndex> OlderTree() { return Walk({File("reset", "1\n")}); }

TEST(Survey, GivesEachChipItsFunction) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  const Inventory found = Survey(host.inventory, host.pci);
  EXPECT_EQ(found.chips[1].pci, Reading<PciFunction>(FunctionOfChip(1)));
  EXPECT_THAT(found.missing, IsEmpty());
  EXPECT_THAT(found.findings, IsEmpty());
}

TEST(Survey, GoesByPciForTheTypeOfAChipThatItsDriverDoesNotName) {
  SurveyHost host = MakeSurveyHost(1);
  host.inventory.chips[0].device_name = Reading<std::string>::Absent();
  host.inventory.chips[0].type = Reading<ChipType>::Absent();
  const Inventory found = Survey(host.inventory, host.pci);
  EXPECT_EQ(found.chips[0].type, Reading<ChipType>(FunctionOfChip(0).type));
  EXPECT_EQ(found.chips[0].memory_bytes,
            Reading<std::uint64_t>(FactsOf(FunctionOfChip(0).type).memory_bytes));
  host.pci.functions = absl::UnavailableError("not read yet");
  EXPECT_TRUE(Survey(found, host.pci).chips[0].type.is_unknown());
}

TEST(Survey, NamesMissingChipsAndFindsThem) {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  host.inventory.chips.pop_back();
  const Inventory found = Survey(host.inventory, host.pci);
  ASSERT_THAT(found.missing, SizeIs(1));
  EXPECT_EQ(found.missing[0].function, Reading<PciFunction>(FunctionOfChip(2)));
  ASSERT_THAT(found.findings, SizeIs(1));
  EXPECT_EQ(found.findings[0].code, FindingCode::kMissingChip);
}

TEST(Survey, FindsWhatDoesNotAgreeOnAnAddress) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  SayByLog(&host);
  host.pci.log[0].slot = 0x1f;
  const Inventory found = Survey(host.inventory, host.pci);
  ASSERT_THAT(found.findings, SizeIs(1));
  EXPECT_EQ(found.findings[0].code, FindingCode::kUnclearPciAddress);
}

TEST(Survey, GoesByTheChipWithTheNewestNodes) {
  SurveyHost host = MakeSurveyHost(3);
  host.inventory.chips[0].tree = OlderTree();
  host.inventory.chips[1].tree = NewerTree();
  const Reading<DriverVersion> generation = Survey(host.inventory, host.pci).generation;
  EXPECT_EQ(generation, Reading<DriverVersion>(DriverVersion{2, 15, 9, 0}));
}

TEST(Survey, KnowsNoGenerationWithoutNodes) {
  EXPECT_TRUE(Survey(Inventory(), PciSide()).generation.is_absent());
  SurveyHost host = MakeSurveyHost(2);
  EXPECT_TRUE(Survey(host.inventory, host.pci).generation.is_unknown());
  host.inventory.chips[0].tree = Walk({});
  EXPECT_TRUE(Survey(host.inventory, host.pci).generation.is_unknown());
}

TEST(Survey, FillsInTheCapabilities) {
  SurveyHost host = MakeSurveyHost(2);
  const Inventory found = Survey(host.inventory, host.pci);
  EXPECT_THAT(found.capabilities, testing::Not(IsEmpty()));
}

TEST(Survey, IsTheSameTheSecondTime) {
  SurveyHost host = MakeSurveyHost(3);
  SayByLog(&host);
  host.pci.log[0].slot = 0x1f;
  const Inventory once = Survey(host.inventory, host.pci);
  const Inventory twice = Survey(once, host.pci);
  EXPECT_EQ(once.chips[0].pci, twice.chips[0].pci);
  EXPECT_EQ(once.missing, twice.missing);
  EXPECT_EQ(once.findings, twice.findings);
  EXPECT_EQ(once.generation, twice.generation);
  EXPECT_EQ(once.capabilities, twice.capabilities);
}

TEST(ReadPciSide, ReadsPciAndTheKernelLog) {
  FakeTree tree;
  tree.Write("sys/bus/pci/devices/0000:00:10.0/vendor", "0x1d0f\n");
  tree.Write("sys/bus/pci/devices/0000:00:10.0/device", "0x7164\n");
  tree.Write("dev/kmsg", "BDF: 00:10.0 => nd[0] (routing id: 0)\nneuron: duplicate routing id 0\n");
  const PciSide pci = ReadPciSide(tree.host());
  ASSERT_THAT(pci.functions.value(), SizeIs(1));
  EXPECT_THAT(pci.log, testing::ElementsAre(LoggedChip{0, 0x10, 0, 0, 0}));
  EXPECT_THAT(pci.probe_failures, testing::ElementsAre("neuron: duplicate routing id 0"));
}

TEST(ReadPciSide, IsEmptyOfAHostWithoutEither) {
  const FakeTree tree;
  EXPECT_EQ(ReadPciSide(tree.host()), PciSide());
}

}  // namespace
}  // namespace neuron
