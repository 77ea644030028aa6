// Which driver each simulated host is taken for, and that nothing is missed where nodes have moved.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/device/capability_table.h"
#include "agent/device/driver_version.h"
#include "agent/device/generation.h"
#include "tests/fakes/fake_tree.h"
#include "tests/simulator/host/host.h"

namespace neuron {
namespace {

// The oldest driver with the files of the simulated one, by the minor of the latter.
struct Taken {
  const char* instance;
  std::map<int, DriverVersion> for_driver;
};

// Inferentia has no nodes below `hardware`, and no serial number. What 2.24, 2.25 and 2.31 have,
// an older one had, and health_status is Trainium2's and Trainium3's only.
const Taken kTaken[] = {
    {"inf1.xlarge",
     {{5, {2, 5, 7, 0}},
      {7, {2, 7, 15, 0}},
      {8, {2, 8, 4, 0}},
      {10, {2, 10, 11, 0}},
      {14, {2, 13, 4, 0}},
      {16, {2, 16, 7, 0}},
      {18, {2, 18, 12, 0}},
      {19, {2, 19, 64, 0}},
      {21, {2, 21, 37, 0}},
      {23, {2, 23, 9, 0}},
      {24, {2, 23, 9, 0}}}},
    {"trn1.2xlarge",
     {{5, {2, 5, 7, 0}},
      {7, {2, 7, 15, 0}},
      {8, {2, 8, 4, 0}},
      {10, {2, 10, 11, 0}},
      {14, {2, 14, 5, 0}},
      {16, {2, 16, 7, 0}},
      {18, {2, 18, 12, 0}},
      {19, {2, 19, 64, 0}},
      {21, {2, 21, 37, 0}},
      {23, {2, 23, 9, 0}},
      {24, {2, 23, 9, 0}},
      {25, {2, 23, 9, 0}},
      {28, {2, 26, 0, 0}},
      {29, {2, 29, 0, 0}},
      {30, {2, 30, 0, 0}},
      {31, {2, 30, 0, 0}}}},
    {"trn2.3xlarge",
     {{19, {2, 19, 64, 0}},
      {21, {2, 21, 37, 0}},
      {23, {2, 23, 9, 0}},
      {24, {2, 23, 9, 0}},
      {25, {2, 23, 9, 0}},
      {28, {2, 28, 0, 0}},
      {29, {2, 29, 0, 0}},
      {30, {2, 30, 0, 0}},
      {31, {2, 30, 0, 0}}}},
    {"trn3.48xlarge",
     {{25, {2, 23, 9, 0}},
      {28, {2, 28, 0, 0}},
      {29, {2, 29, 0, 0}},
      {30, {2, 30, 0, 0}},
      {31, {2, 30, 0, 0}}}},
};

// The files and directories of the simulated chip 0, as plain ones.
void Copy(const sim::Node* from, const std::string& to, FakeTree* tree) {
  for (const auto& [inode, child] : from->children) {
    if (child->kind == sim::NodeKind::kFile) {
      tree->Make(to, File(child->name, child->content));
    } else if (child->kind == sim::NodeKind::kDirectory) {
      tree->Make(to, Dir(child->name, {}));
      Copy(child, absl::StrCat(to, "/", child->name), tree);
    }
  }
}

TreeIndex IndexOf(const sim::Instance& instance, const sim::Generation& generation) {
  const std::unique_ptr<sim::Host> host = sim::BuildHost(instance, generation).value();
  FakeTree tree;
  Copy(host->tree.Find("sys/devices/virtual/neuron_device/neuron0"), "neuron0", &tree);
  // Before the files go: which of them are there is all that is asked.
  return TreeIndex::Walk(tree.Path("neuron0")).value();
}

class GenerationMatrixTest : public testing::TestWithParam<Taken> {
 protected:
  // The rows of the capability table that a chip of this driver has.
  std::vector<std::string> RowsWith(const char* version) const {
    const TreeIndex index = IndexOf(instance(), sim::FindGeneration(version).value());
    std::vector<std::string> rows;
    for (const CapabilityRow& row : CapabilityTable()) {
      if (FindRow(index, row, index.cores().front()).has_value()) {
        rows.push_back(DisplayName(row));
      }
    }
    return rows;
  }

  // With one chip only, for all are alike.
  sim::Instance instance() const {
    sim::Instance instance = sim::FindInstance(GetParam().instance).value();
    instance.chips = 1;
    return instance;
  }
};

TEST_P(GenerationMatrixTest, TakesEachDriverForTheOldestWithItsFiles) {
  for (const sim::Generation& generation : sim::Generations()) {
    const auto expected = GetParam().for_driver.find(generation.minor);
    if (!sim::CheckSupport(instance(), generation).ok()) {
      continue;
    }
    ASSERT_NE(expected, GetParam().for_driver.end()) << generation.version;
    const DriverVersion taken = OldestDriverWith(IndexOf(instance(), generation));
    EXPECT_EQ(taken, expected->second) << generation.version << ": " << taken.minor;
    // So that nothing is asked that the driver does not know.
    EXPECT_FALSE(ParseDriverVersion(generation.version).value() < taken) << generation.version;
  }
}

TEST_P(GenerationMatrixTest, MissesNothingOfADriverThatMovedItsNodes) {
  const auto moved = sim::FindGeneration("2.31");
  if (!sim::CheckSupport(instance(), *moved).ok()) {
    GTEST_SKIP() << "no such driver had these chips";
  }
  EXPECT_EQ(RowsWith("2.31"), RowsWith("2.30"));
}

INSTANTIATE_TEST_SUITE_P(All, GenerationMatrixTest, testing::ValuesIn(kTaken),
                         [](const auto& test) {
                           return std::string(test.param.instance).substr(0, 4);
                         });

}  // namespace
}  // namespace neuron
