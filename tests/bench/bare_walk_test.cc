#include "tests/bench/bare_walk.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

FakeNode ChipLink() { return Link("neuron0", "../../devices/neuron0"); }

TEST(ListChipsBarely, ListsTheDirectoriesOfChipsButPower) {
  FakeTree tree;
  tree.Make("sys/class/neuron_device", ChipLink());
  tree.Make("sys/class/neuron_device", Dir("power", {}));
  tree.Make("sys/devices", Dir("neuron0", {Dir("power", {Dir("below", {})}), File("reset", "1\n"),
                                           Dir("stats", {Dir("hardware", {})})}));
  const FileCalls calls = RecordFileCalls([&] { ListChipsBarely(tree.host()); });
  // The class, the chip, stats, hardware.
  EXPECT_EQ(calls.directories, 4);
  EXPECT_TRUE(calls.files.empty());
}

TEST(ListChipsBarelyDeathTest, AbortsWhereThereIsNothingToList) {
  const FakeTree tree;
  EXPECT_DEATH(ListChipsBarely(tree.host()), "class/neuron_device");
}

TEST(ListPciBarely, ListsOneDirectory) {
  FakeTree tree;
  tree.Make("sys/bus/pci", Dir("devices", {Dir("0000:00:1e.0", {File("vendor", "0x1d0f\n")})}));
  const FileCalls calls = RecordFileCalls([&] { ListPciBarely(tree.host()); });
  EXPECT_EQ(calls.directories, 1);
  EXPECT_TRUE(calls.files.empty());
}

TEST(ListPciBarelyDeathTest, AbortsWhereThereIsNothingToList) {
  const FakeTree tree;
  EXPECT_DEATH(ListPciBarely(tree.host()), "bus/pci/devices");
}

TEST(AskBarely, AsksForWhatWasNotedAsOften) {
  FakeTree tree;
  tree.Make("sys/devices", Dir("neuron0", {File("reset", "1\n"), Link("driver", "../neuron")}));
  FileCalls noted;
  noted.files = {tree.Path("sys/devices/neuron0/reset"), tree.Path("sys/devices/neuron0/reset"),
                 tree.Path("sys/devices/neuron0/none")};
  noted.looks = {tree.Path("sys/devices/neuron0/reset")};
  noted.links = {tree.Path("sys/devices/neuron0/driver")};
  const FileCalls calls = RecordFileCalls([&] { AskBarely(noted); });
  EXPECT_EQ(calls.files, noted.files);
  EXPECT_EQ(calls.looks, noted.looks);
  EXPECT_EQ(calls.links, noted.links);
  // Of the two that are there: the bytes, and the end of the file.
  EXPECT_EQ(calls.reads, 4);
  EXPECT_EQ(calls.directories, 0);
}

}  // namespace
}  // namespace neuron
