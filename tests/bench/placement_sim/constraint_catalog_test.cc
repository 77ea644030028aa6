#include "tests/bench/placement_sim/constraint_catalog.h"

#include <vector>

#include "agent/workload/free_set.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// Valid groups of four that the tests need.
const std::vector<ChipSet> kRows = {{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}, {12, 13, 14, 15}};

std::vector<DesiredAttribute> Attributes(ChipSet free, const std::string& health = "ok",
                                         const std::string& generation = "a") {
  return {{AttributeKind::kFreeSet, "neuron.free-set", FormatFreeSet(free), ""},
          {AttributeKind::kFits, "neuron.fits", FormatFits(kRows, free), ""},
          {AttributeKind::kHealth, "neuron.health", health, ""},
          {AttributeKind::kGeneration, "neuron.gen", generation, ""}};
}

std::vector<ChipSet> PinnedMetBy(ConstraintCatalog catalog,
                                 const std::vector<DesiredAttribute>& attributes) {
  const DefinitionSet met = catalog.Met(attributes);
  std::vector<ChipSet> pinned;
  for (std::size_t i = 0; i < catalog.definitions().size(); ++i) {
    if ((met >> i & 1) != 0) {
      pinned.push_back(catalog.definitions()[i].pinned);
    }
  }
  return pinned;
}

TEST(ConstraintCatalog, HasADefinitionForEachValidSet) {
  const ConstraintCatalog catalog = ConstraintCatalog::Pinned();
  EXPECT_EQ(catalog.definitions().size(), 16u + 4 + 2 + 1);
  for (const ChipDefinition& definition : catalog.definitions()) {
    EXPECT_EQ(definition.pinned.size(), definition.chips);
    EXPECT_EQ(definition.pinned, definition.mapped);
  }
}

TEST(ConstraintCatalog, HasAFloatingDefinitionForEachSizeThatIsGivenAll) {
  const ConstraintCatalog catalog = ConstraintCatalog::Floating();
  EXPECT_EQ(catalog.definitions().size(), 4u);
  for (const ChipDefinition& definition : catalog.definitions()) {
    EXPECT_EQ(definition.mapped, ChipSet(0xffff));
    EXPECT_TRUE(definition.pinned.empty());
  }
}

TEST(ConstraintCatalog, MeetsWhatIsFreeAndNothingElse) {
  const ConstraintCatalog catalog = ConstraintCatalog::Pinned();
  for (std::uint64_t bits = 0; bits <= 0xffff; bits += 0x111) {
    const ChipSet free(bits);
    for (const ChipSet pinned : PinnedMetBy(catalog, Attributes(free))) {
      ASSERT_TRUE(free.ContainsAll(pinned));
    }
  }
  EXPECT_EQ(PinnedMetBy(catalog, Attributes({4, 5, 6, 7, 9})),
            (std::vector<ChipSet>{{4}, {5}, {6}, {7}, {9}, {4, 5, 6, 7}}));
}

TEST(ConstraintCatalog, MeetsNothingOnAHostInTrouble) {
  EXPECT_TRUE(
      PinnedMetBy(ConstraintCatalog::Pinned(), Attributes(ChipSet(0xffff), "impaired")).empty());
}

TEST(ConstraintCatalog, AnswersTheSameWhenItKnowsTheValuesAlready) {
  ConstraintCatalog catalog = ConstraintCatalog::Floating();
  const DefinitionSet first = catalog.Met(Attributes({4, 5, 6, 7}));
  EXPECT_NE(first, DefinitionSet{0});
  EXPECT_NE(catalog.Met(Attributes({4, 5, 6})), first);
  EXPECT_EQ(catalog.Met(Attributes({4, 5, 6, 7}, "ok", "b")), first);
}

}  // namespace
}  // namespace neuron
