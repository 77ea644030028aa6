#include "agent/device/firmware_event_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

FakeNode ChipWithFile(const std::string& name) {
  return Dir(
      name,
      {Dir("stats", {Dir("hardware", {Dir("health_status", {File("hw_error_event", "0\n")})})})});
}

class FirmwareEventFilesTest : public testing::Test {
 protected:
  FirmwareEventFilesTest() {
    inventory_.driver_version = std::string("2.30.1.0");
    for (const int index : {2, 7, 10, 11}) {
      inventory_.chips.emplace_back();
      inventory_.chips.back().index = index;
    }
    inventory_.chips[0].tree = Walk("neuron2");
    inventory_.chips[1].tree = Walk("neuron7");
    inventory_.chips[2].tree = Walk("neuron10");
  }

  std::shared_ptr<const TreeIndex> Walk(const std::string& name) const {
    return std::make_shared<TreeIndex>(TreeIndex::Walk(tree_.Path(name)).value());
  }

  FakeTree tree_{{ChipWithFile("neuron2"), Dir("neuron7", {}), ChipWithFile("neuron10")}};
  Inventory inventory_;
};

TEST_F(FirmwareEventFilesTest, AreThoseOfTheChipsThatHaveOne) {
  constexpr char kFile[] = "stats/hardware/health_status/hw_error_event";
  EXPECT_THAT(FirmwareEventFiles(inventory_),
              ElementsAre(FirmwareEventFile{2, tree_.Path(std::string("neuron2/") + kFile)},
                          FirmwareEventFile{10, tree_.Path(std::string("neuron10/") + kFile)}));
}

TEST_F(FirmwareEventFilesTest, AreNoneOfADriverThatDoesNotBearOpenFiles) {
  inventory_.driver_version = std::string("2.25.4.0");
  EXPECT_THAT(FirmwareEventFiles(inventory_), IsEmpty());
  inventory_.driver_version = Reading<std::string>::Absent();
  EXPECT_THAT(FirmwareEventFiles(inventory_), IsEmpty());
}

}  // namespace
}  // namespace neuron
