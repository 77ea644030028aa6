#include "agent/device/instance_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::HasSubstr;

Reading<int> Expected(const char* name) { return ExpectedChips(Reading<std::string>(name)); }

struct Sold {
  const char* name;
  ChipType chip_type;
  int chips;
  Topology topology;
};

// The single instances of neuron-driver.md §9.2, and their links by §9.3.
const Sold kSold[] = {
    {"inf1.xlarge", ChipType::kInferentia, 1, Topology::kNone},
    {"inf1.2xlarge", ChipType::kInferentia, 1, Topology::kNone},
    {"inf1.6xlarge", ChipType::kInferentia, 4, Topology::kUnknown},
    {"inf1.24xlarge", ChipType::kInferentia, 16, Topology::kUnknown},
    {"inf2.xlarge", ChipType::kInferentia2, 1, Topology::kNone},
    {"inf2.8xlarge", ChipType::kInferentia2, 1, Topology::kNone},
    {"inf2.24xlarge", ChipType::kInferentia2, 6, Topology::kChain},
    {"inf2.48xlarge", ChipType::kInferentia2, 12, Topology::kRing},
    {"trn1.2xlarge", ChipType::kTrainium1, 1, Topology::kNone},
    {"trn1.32xlarge", ChipType::kTrainium1, 16, Topology::kTorus},
    {"trn1n.32xlarge", ChipType::kTrainium1, 16, Topology::kTorus},
    {"trn2.3xlarge", ChipType::kTrainium2, 1, Topology::kNone},
    {"trn2.48xlarge", ChipType::kTrainium2, 16, Topology::kTorus},
    {"trn2n.48xlarge", ChipType::kTrainium2, 16, Topology::kTorus},
    {"trn2u.48xlarge", ChipType::kTrainium2, 16, Topology::kTorus},
};

// Those that are known by name only (§9.4).
const char* const kNamesOnly[] = {"trn2p.48xlarge",     "trn2eu.48xlarge",    "trn2u-ac.24xlarge",
                                  "trn2es.48xlarge",    "trn3p.48xlarge",     "trn3.48xlarge",
                                  "trn3-dev0.48xlarge", "trn3-dev1.48xlarge", "trn3s-es.48xlarge",
                                  "trn3sn.48xlarge",    "trn3sn-es.48xlarge", "trn3pd98.3xlarge",
                                  "trn3s-es.3xlarge",   "trn3sn.3xlarge",     "trn3sn-es.3xlarge"};

// Four chips to a server (§9.4).
const char* const kMax[] = {"trn2en.24xlarge", "trn3e.24xlarge", "trn3e-dev0.24xlarge"};

TEST(FindInstanceType, KnowsEveryInstanceThatIsSoldWithChips) {
  for (const Sold& expected : kSold) {
    const InstanceTypeFacts* facts = FindInstanceType(expected.name);
    ASSERT_NE(facts, nullptr) << expected.name;
    EXPECT_EQ(facts->name, expected.name);
    EXPECT_EQ(facts->chip_type, expected.chip_type) << expected.name;
    EXPECT_EQ(facts->chips, expected.chips) << expected.name;
    EXPECT_EQ(facts->topology, expected.topology) << expected.name;
  }
}

TEST(FindInstanceType, GuessesNeitherNumberNorLinksOfTypesKnownByNameOnly) {
  for (const char* name : kNamesOnly) {
    const InstanceTypeFacts* facts = FindInstanceType(name);
    ASSERT_NE(facts, nullptr) << name;
    EXPECT_EQ(facts->chip_type, name[3] == '2' ? ChipType::kTrainium2 : ChipType::kTrainium3);
    EXPECT_FALSE(facts->chips.has_value()) << name;
    EXPECT_EQ(facts->topology, Topology::kUnknown) << name;
  }
}

TEST(FindInstanceType, KnowsNoTypeWithoutChipsAndNoneThatItWasNotTold) {
  for (const char* name : {"", "m5.large", "inf2", "inf2.24xlarge ", "trn9.48xlarge"}) {
    EXPECT_EQ(FindInstanceType(name), nullptr) << name;
  }
}

TEST(ExpectedChips, AreThoseThatTheTypeIsSoldWith) {
  for (const Sold& sold : kSold) {
    EXPECT_EQ(Expected(sold.name), Reading<int>(sold.chips)) << sold.name;
  }
  for (const char* name : kMax) {
    EXPECT_EQ(Expected(name), Reading<int>(4)) << name;
  }
}

TEST(ExpectedChips, AreAbsentOfATypeWithoutChips) {
  EXPECT_TRUE(Expected("m5.large").is_absent());
  EXPECT_TRUE(ExpectedChips(Reading<std::string>::Absent()).is_absent());
}

TEST(ExpectedChips, AreUnknownWhereNobodySaysHowMany) {
  for (const char* name : kNamesOnly) {
    EXPECT_TRUE(Expected(name).is_unknown()) << name;
  }
  for (const char* name : {"trn9.48xlarge", "inf7.metal"}) {
    EXPECT_THAT(std::string(Expected(name).why().message()), HasSubstr(name));
  }
  const absl::Status why = absl::DataLossError("product_name");
  EXPECT_EQ(ExpectedChips(Reading<std::string>::Unknown(why)), Reading<int>::Unknown(why));
}

TEST(IsUltraServer, IsTrueOfTheMembersOnly) {
  for (const char* name :
       {"trn2p.48xlarge", "trn2eu.48xlarge", "trn2u.48xlarge", "trn2u-ac.24xlarge",
        "trn2es.48xlarge", "trn2en.24xlarge", "trn3p.48xlarge", "trn3.48xlarge",
        "trn3-dev0.48xlarge", "trn3-dev1.48xlarge", "trn3s-es.48xlarge", "trn3sn.48xlarge",
        "trn3sn-es.48xlarge", "trn3e.24xlarge", "trn3e-dev0.24xlarge"}) {
    EXPECT_TRUE(IsUltraServer(name)) << name;
  }
  for (const char* name : {"", "trn2.48xlarge", "trn2n.48xlarge", "trn1.32xlarge", "trn2u",
                           "trn2.3xlarge", "trn3sn.3xlarge", "trn3pd98.3xlarge"}) {
    EXPECT_FALSE(IsUltraServer(name)) << name;
  }
}

TEST(KeepsNumbers, IsTrueOnlyWhereTheDriverGoesByTheRoutingId) {
  for (const char* name : {"inf2.48xlarge", "trn1.32xlarge", "trn2u.48xlarge", "trn3.48xlarge"}) {
    EXPECT_TRUE(KeepsNumbers(std::string(name))) << name;
  }
  for (const char* name : {"inf1.6xlarge", "inf1.24xlarge", "trn2en.24xlarge", "trn3e.24xlarge",
                           "trn9.48xlarge", "m5.large"}) {
    EXPECT_FALSE(KeepsNumbers(std::string(name))) << name;
  }
  EXPECT_FALSE(KeepsNumbers(Reading<std::string>::Absent()));
  EXPECT_FALSE(KeepsNumbers(Reading<std::string>::Unknown(absl::DataLossError("x"))));
}

}  // namespace
}  // namespace neuron
