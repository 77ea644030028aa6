#include "agent/device/host_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/survey_host.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A host of one chip that is as it was sold.
Inventory SoundHost(int chips = 1) {
  SurveyHost host = MakeSurveyHost(chips);
  SayByIoctl(&host);
  host.inventory.instance_type = std::string("trn1.2xlarge");
  host.inventory.expected_chips = 1;
  host.inventory.no_reset = 0;
  host.inventory.nmetric_log_posts = 1;
  return host.inventory;
}

// The one finding.
Finding TroubleOf(const Inventory& inventory) {
  const std::vector<Finding> findings = FindTroubles(inventory);
  EXPECT_THAT(findings, SizeIs(1));
  return findings.empty() ? Finding() : findings[0];
}

TEST(FindTroubles, FindsNoneOfAHostAsItWasSold) {
  EXPECT_THAT(FindTroubles(SoundHost()), IsEmpty());
}

TEST(FindTroubles, FindsNoneInWhatIsUnknown) {
  EXPECT_THAT(FindTroubles(Inventory()), IsEmpty());
  const absl::Status why = absl::DataLossError("torn");
  Inventory host = SoundHost(3);
  host.instance_type = Reading<std::string>::Unknown(why);
  host.expected_chips = Reading<int>::Unknown(why);
  host.no_reset = host.nmetric_log_posts = Reading<std::uint64_t>::Unknown(why);
  for (Chip& chip : host.chips) {
    chip.type = Reading<ChipType>::Unknown(why);
    chip.serial_number = Reading<std::string>::Unknown(why);
    chip.answers = Reading<DeviceAnswers>::Unknown(why);
    chip.connected = Reading<ChipSet>::Unknown(why);
  }
  EXPECT_THAT(FindTroubles(host), IsEmpty());
}

TEST(FindTroubles, CountsMissingChipsByReason) {
  Inventory host = SoundHost();
  host.missing = {{FunctionOfChip(1), "A: do a"},
                  {FunctionOfChip(2), "B: do b"},
                  {Reading<PciFunction>::Unknown(absl::NotFoundError("which")), "A: do a"}};
  const std::vector<Finding> findings = FindTroubles(host);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0],
            (Finding{FindingCode::kMissingChip, ChipSet(),
                     "2 chips on PCI without a device (0000:00:11.0, at an unknown address): "
                     "A: do a"}));
  EXPECT_EQ(findings[1].text, "1 chip on PCI without a device (0000:00:12.0): B: do b");
}

TEST(FindTroubles, CountsFewerChips) {
  Inventory host = SoundHost();
  host.expected_chips = 16;
  const Finding finding = TroubleOf(host);
  EXPECT_EQ(finding.code, FindingCode::kFewerChips);
  EXPECT_THAT(finding.text, HasSubstr("sold with 16 chips, the driver shows 1"));
}

TEST(FindTroubles, CountsMoreChips) {
  const Finding finding = TroubleOf(SoundHost(2));
  EXPECT_EQ(finding.code, FindingCode::kMoreChips);
  EXPECT_THAT(finding.text, HasSubstr("sold with 1 chip, the driver shows 2"));
}

TEST(FindTroubles, NamesChipsOfAnotherTypeThanTheInstances) {
  Inventory host = SoundHost();
  host.chips[0].type = ChipType::kTrainium2;
  const Finding finding = TroubleOf(host);
  EXPECT_EQ(finding.code, FindingCode::kOtherChipType);
  EXPECT_EQ(finding.chips, ChipSet{0});
  EXPECT_THAT(finding.text, HasSubstr("a trn1.2xlarge has Trainium1, chips 0 say Trainium2"));
}

TEST(FindTroubles, NamesChipsOfSeveralTypesInAHostOfUnknownType) {
  Inventory host = SoundHost(2);
  host.instance_type = std::string("m5.large");
  host.expected_chips = Reading<int>::Absent();
  EXPECT_THAT(FindTroubles(host), IsEmpty());
  host.chips[1].type = ChipType::kInferentia2;
  const Finding finding = TroubleOf(host);
  EXPECT_EQ(finding.code, FindingCode::kOtherChipType);
  EXPECT_EQ(finding.chips, (ChipSet{0, 1}));
  EXPECT_THAT(finding.text, HasSubstr("Inferentia2, Trainium1"));
}

TEST(FindTroubles, ComparesLinks) {
  Inventory host = SoundHost();
  host.chips[0].connected = ChipSet{1};
  EXPECT_EQ(TroubleOf(host).code, FindingCode::kOtherTopology);
}

TEST(FindTroubles, NamesChipsWithOneSerialNumber) {
  Inventory host = SoundHost(3);
  host.expected_chips = 3;
  for (Chip& chip : host.chips) {
    chip.serial_number = std::string(chip.index == 1 ? "1a2b3c4d5e000001" : "1a2b3c4d5e000000");
  }
  const Finding finding = TroubleOf(host);
  EXPECT_EQ(finding.code, FindingCode::kTwinChips);
  EXPECT_EQ(finding.chips, (ChipSet{0, 2}));
  EXPECT_THAT(finding.text, HasSubstr("one serial number, 1a2b3c4d5e000000"));
}

TEST(FindTroubles, NamesChipsWithOneRoutingId) {
  Inventory host = SoundHost(2);
  host.expected_chips = 2;
  host.chips[1].answers = host.chips[0].answers;
  const Finding finding = TroubleOf(host);
  EXPECT_EQ(finding.code, FindingCode::kTwinChips);
  EXPECT_EQ(finding.chips, (ChipSet{0, 1}));
  EXPECT_THAT(finding.text, HasSubstr("one routing id, 0"));
}

TEST(FindTroubles, NamesParametersThatAreNotAtTheirDefault) {
  Inventory host = SoundHost();
  host.no_reset = 1;
  EXPECT_EQ(TroubleOf(host).code, FindingCode::kModuleParameter);
  EXPECT_THAT(TroubleOf(host).text, HasSubstr("no_reset=1"));
  host.no_reset = 0;
  host.nmetric_log_posts = 3;
  EXPECT_EQ(TroubleOf(host).code, FindingCode::kModuleParameter);
  EXPECT_THAT(TroubleOf(host).text, HasSubstr("nmetric_log_posts=3"));
}

TEST(FindTroubles, AreInTheOrderOfTheirCodes) {
  Inventory host = SoundHost(2);
  host.missing = {{FunctionOfChip(2), "A"}};
  host.chips[0].type = ChipType::kTrainium2;
  host.chips[0].connected = ChipSet{0};
  host.chips[1].answers = host.chips[0].answers;
  host.no_reset = 1;
  std::vector<FindingCode> codes;
  for (const Finding& finding : FindTroubles(host)) {
    codes.push_back(finding.code);
  }
  EXPECT_THAT(codes, testing::ElementsAre(FindingCode::kMissingChip, FindingCode::kMoreChips,
                                          FindingCode::kOtherChipType, FindingCode::kOtherTopology,
                                          FindingCode::kTwinChips, FindingCode::kModuleParameter));
}

}  // namespace
}  // namespace neuron
