#include "agent/device/missing_chips.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/device/pairing.h"
#include "tests/device/survey_host.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<MissingChip> Missing(SurveyHost host) {
  const Pairing pairing = PairChips(host.inventory.chips, host.pci);
  for (std::size_t i = 0; i < host.inventory.chips.size(); ++i) {
    host.inventory.chips[i].pci = pairing.functions[i];
  }
  return FindMissingChips(host.inventory, host.pci);
}

// Of a host of three whose chip 1 the driver does not show.
SurveyHost HostThatLacksOne() {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  host.inventory.chips.erase(host.inventory.chips.begin() + 1);
  return host;
}

PciFunction& LackingOne(SurveyHost* host) { return (*host->pci.functions)[1]; }

TEST(FindMissingChips, FindsNoneWhereEachFunctionIsAChip) {
  SurveyHost host = MakeSurveyHost(3);
  SayByIoctl(&host);
  EXPECT_THAT(Missing(host), IsEmpty());
}

TEST(FindMissingChips, NamesTheFunctionWithoutAChip) {
  SurveyHost host = HostThatLacksOne();
  const std::vector<MissingChip> missing = Missing(host);
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing[0].function, Reading<PciFunction>(LackingOne(&host)));
  EXPECT_THAT(missing[0].reason, HasSubstr("the driver has it and made no device"));
}

TEST(FindMissingChips, SaysThatTheDriverIsNotLoaded) {
  SurveyHost host = HostThatLacksOne();
  host.inventory.chips.clear();
  host.inventory.driver_loaded = false;
  const std::vector<MissingChip> missing = Missing(host);
  ASSERT_THAT(missing, SizeIs(3));
  EXPECT_THAT(missing[2].reason, HasSubstr("modprobe neuron"));
}

TEST(FindMissingChips, SaysThatTheDriverDoesNotKnowTheChip) {
  SurveyHost host = HostThatLacksOne();
  LackingOne(&host).type = ChipType::kTrainium3;
  LackingOne(&host).bound_to = Reading<std::string>::Absent();
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("does not know Trainium3 chips"));
}

TEST(FindMissingChips, SaysThatTheDriverDidNotTakeIt) {
  SurveyHost host = HostThatLacksOne();
  LackingOne(&host).bound_to = Reading<std::string>::Absent();
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("did not take it"));
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("look for neuron in dmesg"));
}

TEST(FindMissingChips, QuotesTheKernelLog) {
  SurveyHost host = HostThatLacksOne();
  LackingOne(&host).bound_to = Reading<std::string>::Absent();
  host.pci.probe_failures = {"neuron: duplicate routing id 3"};
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("\"neuron: duplicate routing id 3\""));
  host.pci.probe_failures = {"probe of 0000:00:11.0 failed", "probe of 0000:00:1f.0 failed"};
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("\"probe of 0000:00:11.0 failed\""));
}

TEST(FindMissingChips, SaysThatAnotherDriverHasIt) {
  SurveyHost host = HostThatLacksOne();
  LackingOne(&host).bound_to = std::string("vfio-pci");
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("the driver vfio-pci has it"));
}

TEST(FindMissingChips, SaysThatItCannotReadWhichDriverHasIt) {
  SurveyHost host = HostThatLacksOne();
  LackingOne(&host).bound_to = Reading<std::string>::Unknown(absl::DataLossError("torn link"));
  EXPECT_THAT(Missing(host)[0].reason, HasSubstr("cannot be read: torn link"));
}

TEST(FindMissingChips, CountsWhereChipsCannotBePaired) {
  SurveyHost host = MakeSurveyHost(4);
  host.inventory.chips.pop_back();
  host.inventory.chips.pop_back();
  const std::vector<MissingChip> missing = Missing(host);
  ASSERT_THAT(missing, SizeIs(2));
  EXPECT_TRUE(missing[0].function.is_unknown());
  EXPECT_THAT(missing[0].reason, HasSubstr("PCI has more chips than the driver shows"));
}

TEST(FindMissingChips, KnowsThatAFunctionWithoutTheDriverIsNoChip) {
  SurveyHost host = MakeSurveyHost(3);
  host.inventory.chips.pop_back();
  (*host.pci.functions)[0].bound_to = Reading<std::string>::Absent();
  const std::vector<MissingChip> missing = Missing(host);
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing[0].function, Reading<PciFunction>((*host.pci.functions)[0]));
}

TEST(FindMissingChips, FindsNoneWherePciCouldNotBeListed) {
  SurveyHost host = HostThatLacksOne();
  host.pci.functions = absl::PermissionDeniedError("/sys/bus/pci/devices");
  EXPECT_THAT(Missing(host), IsEmpty());
}

TEST(FindMissingChips, FindsNoneWherePciShowsFewerThanTheDriver) {
  SurveyHost host = MakeSurveyHost(3);
  host.pci.functions->pop_back();
  EXPECT_THAT(Missing(host), IsEmpty());
}

}  // namespace
}  // namespace neuron
