#include "agent/telemetry/ecs_attributes.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

using Values = std::vector<std::string>;

std::vector<DesiredAttribute> Describe(const Snapshot& snapshot) {
  return DesiredAttributes(snapshot, AttributeNames(), "7f3a-000042-1795000000");
}

std::string ValueOf(const Snapshot& snapshot, AttributeKind kind) {
  return Describe(snapshot)[static_cast<std::size_t>(kind)].value;
}

std::string WhyOf(const Snapshot& snapshot, AttributeKind kind) {
  return Describe(snapshot)[static_cast<std::size_t>(kind)].why;
}

Values NamesAndValues(const std::vector<DesiredAttribute>& attributes) {
  Values lines;
  for (const DesiredAttribute& attribute : attributes) {
    lines.push_back(attribute.name + "=" + attribute.value);
  }
  return lines;
}

template <typename Change>
Snapshot WithInventory(Change change) {
  Snapshot snapshot = ExampleSnapshot();
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  change(inventory.get());
  snapshot.inventory = inventory;
  return snapshot;
}

TEST(DesiredAttributes, AreSevenInOrderOfValue) {
  EXPECT_EQ(NamesAndValues(Describe(ExampleSnapshot())),
            (Values{"neuron.free-set=_00_01_02_03_08_10_11_13_14_", "neuron.fits=_01_04_",
                    "neuron.health=degraded", "neuron.free-chips=09", "neuron.chip-count=16",
                    "neuron.chip-type=trainium1", "neuron.gen=7f3a-000042-1795000000"}));
}

TEST(DesiredAttributes, AreThoseOfTheNames) {
  AttributeNames names;
  names.prefix = "n-";
  names.kinds = {AttributeKind::kHealth, AttributeKind::kChipCount};
  EXPECT_EQ(NamesAndValues(DesiredAttributes(ExampleSnapshot(), names, "")),
            (Values{"n-health=degraded", "n-chip-count=16"}));
}

TEST(DesiredAttributes, SayNoneWhereNothingIsFree) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.free = {};
  EXPECT_EQ(ValueOf(snapshot, AttributeKind::kFreeSet), "_none_");
  EXPECT_EQ(ValueOf(snapshot, AttributeKind::kFits), "_none_");
  EXPECT_EQ(ValueOf(snapshot, AttributeKind::kFreeChips), "00");
}

TEST(DesiredAttributes, SayEachWordOfHealth) {
  Snapshot snapshot = ExampleSnapshot();
  const auto health = [&](NodeHealth word) {
    snapshot.health = word;
    return ValueOf(snapshot, AttributeKind::kHealth);
  };
  EXPECT_EQ(health(NodeHealth::kOk), "ok");
  EXPECT_EQ(health(NodeHealth::kDegraded), "degraded");
  EXPECT_EQ(health(NodeHealth::kImpaired), "impaired");
  EXPECT_EQ(health(NodeHealth::kUnknown), "unknown");
}

TEST(DesiredAttributes, SayUnknownWhereChipsAreOfNoOneKnownType) {
  EXPECT_EQ(ValueOf(WithInventory([](Inventory* inventory) {
                      inventory->chips[5].type = ChipType::kTrainium2;
                    }),
                    AttributeKind::kChipType),
            "unknown");
  EXPECT_EQ(ValueOf(WithInventory([](Inventory* inventory) {
                      inventory->chips[0].type =
                          Reading<ChipType>::Unknown(absl::NotFoundError("new"));
                    }),
                    AttributeKind::kChipType),
            "unknown");
  EXPECT_EQ(ValueOf(WithInventory([](Inventory* inventory) { inventory->chips.clear(); }),
                    AttributeKind::kChipType),
            "unknown");
}

TEST(DesiredAttributes, ExplainThemselves) {
  EXPECT_EQ(WhyOf(ExampleSnapshot(), AttributeKind::kFreeSet),
            "chips in all: 16, free 9, held 4, not usable 2, not known to be free 1");
  EXPECT_EQ(WhyOf(BusySnapshot(), AttributeKind::kFreeSet),
            "chips in all: 16, free 1, held 7, mapped 2, leased 2, reserved 1, not usable 2, not "
            "known to be free 1");
  EXPECT_EQ(WhyOf(ExampleSnapshot(), AttributeKind::kFits),
            "sizes of the valid groups that are free in whole; valid groups in all: 23");
  EXPECT_EQ(WhyOf(ExampleSnapshot(), AttributeKind::kHealth),
            "neuron9: neuron9: no answer within 1s");
  for (const DesiredAttribute& attribute : Describe(ExampleSnapshot())) {
    EXPECT_FALSE(attribute.why.empty()) << attribute.name;
  }
}

TEST(DesiredAttributes, ExplainHealthThatIsAboutNoSingleChip) {
  Snapshot snapshot = ExampleSnapshot();
  for (ChipState& chip : snapshot.chips) {
    chip.health = {Verdict::kOk, "none", ""};
  }
  EXPECT_EQ(WhyOf(snapshot, AttributeKind::kHealth), "every chip is ok or suspect");
  snapshot.chips.pop_back();
  EXPECT_EQ(WhyOf(snapshot, AttributeKind::kHealth), "15 of 16 chips are there");
  Snapshot empty = WithInventory(
      [](Inventory* inventory) { inventory->expected_chips = Reading<int>::Absent(); });
  empty.chips.clear();
  EXPECT_EQ(WhyOf(empty, AttributeKind::kHealth), "there are no chips");
}

TEST(DesiredAttributes, ExplainHealthByChipsThatAreMissing) {
  Snapshot snapshot = WithInventory([](Inventory* inventory) {
    inventory->expected_chips = Reading<int>::Unknown(absl::NotFoundError("nobody says"));
    inventory->missing = {{Reading<PciFunction>::Unknown(absl::UnknownError("which?")), "broken"}};
  });
  for (ChipState& chip : snapshot.chips) {
    chip.health = {Verdict::kOk, "none", ""};
  }
  EXPECT_EQ(WhyOf(snapshot, AttributeKind::kHealth), "1 more on PCI than the driver shows: broken");
}

// ecs.md: letters, digits, - _ . @ / \ : and spaces inside, at most 128.
bool IsLegalValue(const std::string& value) {
  for (char c : value) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) &&
        !absl::StrContains("-_.@/\\: ", std::string(1, c))) {
      return false;
    }
  }
  return !value.empty() && value.size() <= 128 && value.front() != ' ' && value.back() != ' ';
}

TEST(DesiredAttributes, AreLegalValuesWhateverTheHostIsLike) {
  Snapshot large = ExampleSnapshot();
  large.free = ChipSet(~std::uint64_t{0});
  large.valid_groups.clear();
  std::uint64_t bits = 0;
  for (int size = 1; size <= 42; ++size) {
    bits = bits << 1 | 1;
    large.valid_groups.emplace_back(bits);
  }
  for (const Snapshot& snapshot : {ExampleSnapshot(), DimSnapshot(), large}) {
    for (const DesiredAttribute& attribute : Describe(snapshot)) {
      EXPECT_TRUE(IsLegalValue(attribute.value)) << attribute.name << "=" << attribute.value;
    }
  }
}

TEST(WithdrawnAttributes, PromiseNothing) {
  EXPECT_EQ(NamesAndValues(WithdrawnAttributes(AttributeNames(), "g")),
            (Values{"neuron.free-set=_none_", "neuron.fits=_none_", "neuron.health=unknown",
                    "neuron.free-chips=00", "neuron.gen=g"}));
}

TEST(WithdrawnAttributes, AreThoseOfTheNames) {
  AttributeNames names;
  names.kinds = {AttributeKind::kFits, AttributeKind::kChipType};
  EXPECT_EQ(NamesAndValues(WithdrawnAttributes(names, "g")), (Values{"neuron.fits=_none_"}));
}

}  // namespace
}  // namespace neuron
