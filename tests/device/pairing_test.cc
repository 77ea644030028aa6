#include "agent/device/pairing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/device/survey_host.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Pairing Pair(const SurveyHost& host) { return PairChips(host.inventory.chips, host.pci); }

void ExpectEachWithItsFunction(const Pairing& pairing, std::size_t chips) {
  ASSERT_THAT(pairing.functions, SizeIs(chips));
  for (std::size_t i = 0; i < chips; ++i) {
    EXPECT_EQ(pairing.functions[i], Reading<PciFunction>(FunctionOfChip(static_cast<int>(i))));
  }
}

// The one finding, on these chips.
void ExpectUnclear(const Pairing& pairing, ChipSet chips, const std::string& text) {
  ASSERT_THAT(pairing.findings, SizeIs(1));
  EXPECT_EQ(pairing.findings[0].code, FindingCode::kUnclearPciAddress);
  EXPECT_EQ(pairing.findings[0].chips, chips);
  EXPECT_THAT(pairing.findings[0].text, HasSubstr(text));
}

// The chip says another address.
void SayAnother(SurveyHost* host, std::size_t chip, Reading<PciAddress> address) {
  DeviceAnswers answers = host->inventory.chips[chip].answers.value();
  answers.pci = std::move(address);
  host->inventory.chips[chip].answers = answers;
}

TEST(PairChips, MakesTheOnlyChipTheOnlyFunction) {
  const Pairing pairing = Pair(MakeSurveyHost(1));
  ExpectEachWithItsFunction(pairing, 1);
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, GoesByWhatTheChipSaid) {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  const Pairing pairing = Pair(host);
  ExpectEachWithItsFunction(pairing, 3);
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, GoesByTheKernelLog) {
  SurveyHost host = MakeSurveyHost(3);
  SayByLog(&host);
  const Pairing pairing = Pair(host);
  ExpectEachWithItsFunction(pairing, 3);
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, IsContentIfAllAgree) {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  SayByLog(&host);
  const Pairing pairing = Pair(host);
  ExpectEachWithItsFunction(pairing, 3);
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, CannotTellWithoutAnyWord) {
  const Pairing pairing = Pair(MakeSurveyHost(2));
  for (const Reading<PciFunction>& function : pairing.functions) {
    ASSERT_TRUE(function.is_unknown());
    EXPECT_THAT(std::string(function.why().message()), HasSubstr("not asked yet"));
    EXPECT_THAT(std::string(function.why().message()), HasSubstr("kernel log"));
  }
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, GivesTheReasonForWhichPciCouldNotBeListed) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  const absl::Status why = absl::PermissionDeniedError("/sys/bus/pci/devices");
  host.pci.functions = why;
  const Pairing pairing = Pair(host);
  EXPECT_EQ(pairing.functions[0], Reading<PciFunction>::Unknown(why));
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, IsNotContradictedByAPciWithoutChips) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  SayByLog(&host);
  host.pci.functions->clear();
  const Pairing pairing = Pair(host);
  EXPECT_TRUE(pairing.functions[0].is_unknown());
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, TakesTheChipsWordBeforeTheLogs) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  SayByLog(&host);
  host.pci.log[1].slot = 0x10;
  const Pairing pairing = Pair(host);
  ExpectEachWithItsFunction(pairing, 2);
  ExpectUnclear(pairing, ChipSet{1},
                "the driver says 0000:00:11.0; the kernel log says 00:10.0, routing id 1");
}

TEST(PairChips, TakesTheOnlyFunctionBeforeTheChipsWord) {
  SurveyHost host = MakeSurveyHost(1);
  SayByIoctl(&host);
  SayAnother(&host, 0, PciAddress{0, 0, 0x1f, 0});
  const Pairing pairing = Pair(host);
  ExpectEachWithItsFunction(pairing, 1);
  ExpectUnclear(pairing, ChipSet{0}, "the driver says 0000:00:1f.0");
}

TEST(PairChips, DoesNotPairAChipThatNamesAPlaceWithoutAChip) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  SayByLog(&host);
  SayAnother(&host, 1, PciAddress{0, 0, 0x1f, 0});
  const Pairing pairing = Pair(host);
  EXPECT_TRUE(pairing.functions[1].is_unknown());
  ExpectUnclear(pairing, ChipSet{1}, "0000:00:1f.0");
}

TEST(PairChips, DoesNotPairByTheLogOfAnotherRoutingId) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  SayByLog(&host);
  SayAnother(&host, 1, Reading<PciAddress>::Unknown(absl::DataLossError("torn")));
  host.pci.log[1].routing_id = 7;
  const Pairing pairing = Pair(host);
  EXPECT_TRUE(pairing.functions[1].is_unknown());
  ExpectUnclear(pairing, ChipSet{1}, "routing id 7 where the chip's is 1");
}

TEST(PairChips, DoesNotPairByTheLogWhereSeveralDomainsHaveTheAddress) {
  SurveyHost host = MakeSurveyHost(2);
  SayByLog(&host);
  PciFunction twin = FunctionOfChip(1);
  twin.address.domain = 1;
  host.pci.functions->push_back(twin);
  const Pairing pairing = Pair(host);
  EXPECT_TRUE(pairing.functions[0].has_value());
  EXPECT_TRUE(pairing.functions[1].is_unknown());
  EXPECT_THAT(pairing.findings, IsEmpty());
}

TEST(PairChips, GivesNoFunctionToAChipOfAnotherType) {
  for (int chips : {1, 2}) {
    SurveyHost host = MakeSurveyHost(chips);
    SayByIoctl(&host);
    host.inventory.chips[0].type = ChipType::kInferentia2;
    const Pairing pairing = Pair(host);
    EXPECT_TRUE(pairing.functions[0].is_unknown());
    ExpectUnclear(pairing, ChipSet{0}, "PCI says Trainium1 there, the chip Inferentia2");
  }
}

TEST(PairChips, DoesNotMindAChipOfUnknownType) {
  SurveyHost host = MakeSurveyHost(2);
  SayByIoctl(&host);
  host.inventory.chips[0].type = Reading<ChipType>::Unknown(absl::DataLossError("torn"));
  ExpectEachWithItsFunction(Pair(host), 2);
}

TEST(PairChips, GivesOneFunctionToNoTwoChips) {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  SayAnother(&host, 1, FunctionOfChip(0).address);
  const Pairing pairing = Pair(host);
  EXPECT_TRUE(pairing.functions[0].is_unknown());
  EXPECT_TRUE(pairing.functions[1].is_unknown());
  EXPECT_TRUE(pairing.functions[2].has_value());
  ExpectUnclear(pairing, ChipSet{0, 1}, "chips 0, 1 are all said to be 0000:00:10.0");
}

}  // namespace
}  // namespace neuron
