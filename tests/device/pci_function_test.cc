#include "agent/device/pci_function.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kDevices[] = "sys/bus/pci/devices";
constexpr char kName[] = "0000:00:1e.0";

FakeNode Function(const std::string& name, const std::string& device = "0x7164\n") {
  return Dir(name,
             {File("vendor", "0x1d0f\n"), File("device", device), File("revision", "0xf0\n"),
              File("numa_node", "1\n"), File("local_cpulist", "0-47,96-143\n"),
              File("current_link_speed", "16.0 GT/s PCIe\n"), File("current_link_width", "8\n"),
              File("max_link_speed", "32.0 GT/s PCIe\n"), File("max_link_width", "16\n"),
              File("aer_dev_correctable", "RxErr 3\nTOTAL_ERR_COR 3\n"),
              File("aer_dev_nonfatal", "TLP 1\nTOTAL_ERR_NONFATAL 1\n"),
              File("aer_dev_fatal", "TLP 2\nTOTAL_ERR_FATAL 2\n"),
              Link("driver", "../../../bus/pci/drivers/neuron-driver")});
}

std::string FilePath(absl::string_view file) {
  return absl::StrCat(kDevices, "/", kName, "/", file);
}

std::vector<PciFunction> List(const FakeTree& tree) {
  return ListPciFunctions(tree.host()).value();
}

TEST(ListPciFunctions, TakesEachFactFromItsFile) {
  FakeTree tree;
  tree.Make(kDevices, Function(kName));
  const std::vector<PciFunction> functions = List(tree);
  ASSERT_THAT(functions, SizeIs(1));
  const PciFunction& function = functions[0];
  EXPECT_EQ(function.address, (PciAddress{0, 0, 0x1e, 0}));
  EXPECT_EQ(function.type, ChipType::kTrainium1);
  EXPECT_EQ(function.device_id, 0x7164U);
  EXPECT_EQ(function.revision, Reading<std::uint64_t>(240));
  EXPECT_EQ(function.numa_node, Reading<int>(1));
  EXPECT_EQ(function.local_cpus, Reading<std::string>("0-47,96-143"));
  EXPECT_EQ(function.link, (PciLink{16.0, 8}));
  EXPECT_EQ(function.widest_link, (PciLink{32.0, 16}));
  EXPECT_EQ(function.errors, (PciErrors{3, 1, 2}));
  EXPECT_EQ(function.bound_to, Reading<std::string>("neuron-driver"));
}

TEST(ListPciFunctions, LeavesAbsentWhatTheFunctionDoesNotHave) {
  FakeTree tree;
  tree.Make(kDevices, Dir(kName, {File("vendor", "0x1d0f\n"), File("device", "0x7364\n")}));
  const std::vector<PciFunction> functions = List(tree);
  ASSERT_THAT(functions, SizeIs(1));
  PciFunction bare;
  bare.address = {0, 0, 0x1e, 0};
  bare.type = ChipType::kTrainium2;
  bare.device_id = 0x7364;
  EXPECT_EQ(functions[0], bare);
}

TEST(ListPciFunctions, IsByAddress) {
  FakeTree tree;
  for (const char* name : {"10000:00:01.0", "0000:10:00.0", "0000:00:1f.0", "0000:00:1e.1",
                           "0000:00:1e.0", "0001:00:00.0"}) {
    tree.Make(kDevices, Function(name));
  }
  std::vector<std::string> order;
  for (const PciFunction& function : List(tree)) {
    order.push_back(ToString(function.address));
  }
  EXPECT_THAT(order, ElementsAre("0000:00:1e.0", "0000:00:1e.1", "0000:00:1f.0", "0000:10:00.0",
                                 "0001:00:00.0", "10000:00:01.0"));
}

TEST(ListPciFunctions, HasNeuronChipsOnly) {
  FakeTree tree;
  FakeNode network = Function("0000:00:05.0", "0xec20\n");
  FakeNode stranger = Function("0000:00:06.0");
  stranger.children[0].content = "0x8086\n";
  tree.Make(kDevices, network);
  tree.Make(kDevices, stranger);
  tree.Make(kDevices, Function("no address"));
  EXPECT_THAT(List(tree), IsEmpty());
}

TEST(ListPciFunctions, LeavesOutWhatCannotBeIdentified) {
  for (const char* file : {"vendor", "device"}) {
    for (const char* bytes : {"", "\n", "busy\n", "0xffff\n"}) {
      FakeTree tree;
      tree.Make(kDevices, Function(kName));
      tree.Write(FilePath(file), bytes);
      EXPECT_THAT(List(tree), IsEmpty()) << file << " " << bytes;
    }
  }
}

TEST(ListPciFunctions, IsEmptyWithoutPci) {
  const FakeTree tree;
  EXPECT_THAT(List(tree), IsEmpty());
}

TEST(ListPciFunctions, FailsIfPciCannotBeListed) {
  FakeTree tree;
  tree.Make("sys/bus/pci", Link("devices", "devices"));
  EXPECT_THAT(std::string(ListPciFunctions(tree.host()).status().message()),
              testing::HasSubstr(tree.Path(kDevices)));
}

TEST(ListPciFunctions, NamesWhateverDriverHasTheFunction) {
  FakeTree tree;
  tree.Make(kDevices, Function(kName));
  tree.Remove(FilePath("driver"));
  EXPECT_TRUE(List(tree)[0].bound_to.is_absent());
  tree.Make(absl::StrCat(kDevices, "/", kName), Link("driver", "../drivers/vfio-pci"));
  EXPECT_EQ(List(tree)[0].bound_to, Reading<std::string>("vfio-pci"));
  tree.Remove(FilePath("driver"));
  tree.Write(FilePath("driver"), "no link");
  EXPECT_TRUE(List(tree)[0].bound_to.is_unknown());
}

}  // namespace
}  // namespace neuron
