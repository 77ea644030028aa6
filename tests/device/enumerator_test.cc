#include "agent/device/enumerator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "absl/strings/str_cat.h"
#include "agent/device/capability_look.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kClass[] = "sys/class/neuron_device";

FakeNode Neuron(int index) {
  return Dir(absl::StrCat("neuron", index),
             {File("core_count", "2"), File("connected_devices", "1, 2\n"),
              File("dev", absl::StrCat("245:", index, "\n")), File("fw_api_version", "6\n"),
              File("fw_build", "4711\n"),
              Dir("info", {File("serial_number", "1a2b3c4d5e000000\n"),
                           Dir("architecture",
                               {File("arch_type", "NDv2\n"), File("instance_type", "Trn1\n"),
                                File("device_name", "Trainium1\n")})}),
              Dir("neuron_core0", {File("arch_type", "NCv2\n")}), Dir("neuron_core1", {})});
}

// The first chip's file, below its directory.
std::string ChipFile(absl::string_view path) { return absl::StrCat(kClass, "/neuron0/", path); }

TEST(ListChips, PutsNeuron2BeforeNeuron10) {
  FakeTree tree;
  for (int index : {10, 2, 63, 0, 11, 1}) {
    tree.Make(kClass, Neuron(index));
  }
  EXPECT_THAT(ListChips(tree.host()).value(), ElementsAre(0, 1, 2, 10, 11, 63));
}

TEST(ListChips, SkipsClassAttributes) {
  FakeTree tree;
  tree.Make(kClass, Neuron(5));
  for (const char* name : {"node_id_2", "ultraserver_mode", "neuron", "neuron64", "neuron-1",
                           "neuron05", "neuron5x", "neuron+7", "neuron 7", "neuron99999999999"}) {
    tree.Make(kClass, File(name, "-1\n"));
  }
  EXPECT_THAT(ListChips(tree.host()).value(), ElementsAre(5));
}

TEST(ListChips, IsEmptyWithoutADriver) {
  const FakeTree tree;
  EXPECT_THAT(ListChips(tree.host()).value(), IsEmpty());
}

constexpr char kProcDevices[] = "Character devices:\n  1 mem\n245 neuron\n\nBlock devices:\n";

TEST(ReadHost, FindsTheDriverAndTheInstanceType) {
  FakeTree tree;
  tree.Write("sys/module/neuron/version", "2.24.7.0\n");
  tree.Write("sys/class/dmi/id/product_name", "trn1.32xlarge\n");
  tree.Write("proc/devices", kProcDevices);
  tree.Make(kClass, Neuron(0));
  const Inventory host = ReadHost(tree.host());
  EXPECT_TRUE(host.driver_loaded);
  EXPECT_EQ(host.driver_version, Reading<std::string>("2.24.7.0"));
  EXPECT_EQ(host.device_major, Reading<std::uint32_t>(245));
  EXPECT_EQ(host.instance_type, Reading<std::string>("trn1.32xlarge"));
  EXPECT_EQ(host.expected_chips, Reading<int>(16));
  EXPECT_THAT(host.chips, IsEmpty());
  EXPECT_EQ(host.enumerated_at, absl::Time());
}

TEST(ReadHost, TakesAVersionThatIsNotNumeric) {
  FakeTree tree;
  tree.Write("sys/module/neuron/version", "2.x.8072.0\n");
  EXPECT_EQ(ReadHost(tree.host()).driver_version, Reading<std::string>("2.x.8072.0"));
}

TEST(ReadHost, SaysThatNoDriverIsLoaded) {
  FakeTree tree;
  tree.Write("proc/devices", "Character devices:\n  1 mem\n\nBlock devices:\n");
  const Inventory host = ReadHost(tree.host());
  EXPECT_FALSE(host.driver_loaded);
  EXPECT_TRUE(host.driver_version.is_absent());
  EXPECT_TRUE(host.device_major.is_absent());
}

TEST(ReadHost, KnowsTheDriverByItsModuleOrItsDevices) {
  FakeTree by_module;
  by_module.Make("sys/module/neuron", File("refcnt", "0\n"));
  EXPECT_TRUE(ReadHost(by_module.host()).driver_loaded);
  FakeTree by_devices;
  by_devices.Write("proc/devices", kProcDevices);
  EXPECT_TRUE(ReadHost(by_devices.host()).driver_loaded);
}

TEST(ReadHost, DoesNotKnowTheMajorIfTheFileCannotBeRead) {
  FakeTree tree;
  const Reading<std::uint32_t> gone = ReadHost(tree.host()).device_major;
  EXPECT_TRUE(gone.is_unknown());
  EXPECT_THAT(std::string(gone.why().message()), HasSubstr(tree.host().proc_devices));
  tree.Write("proc/devices", std::string(1 << 20, '\n'));
  EXPECT_TRUE(ReadHost(tree.host()).device_major.is_unknown());
}

TEST(ReadHost, ExpectsNothingOfATypeWithoutChips) {
  FakeTree tree;
  EXPECT_TRUE(ReadHost(tree.host()).expected_chips.is_absent());
  tree.Write("sys/class/dmi/id/product_name", "m5.large\n");
  EXPECT_TRUE(ReadHost(tree.host()).expected_chips.is_absent());
  tree.Write("sys/class/dmi/id/product_name", "\n");
  EXPECT_TRUE(ReadHost(tree.host()).instance_type.is_unknown());
  EXPECT_TRUE(ReadHost(tree.host()).expected_chips.is_unknown());
}

TEST(ReadHost, ReadsTheParametersOfTheModule) {
  FakeTree tree;
  EXPECT_TRUE(ReadHost(tree.host()).no_reset.is_absent());
  EXPECT_TRUE(ReadHost(tree.host()).nmetric_log_posts.is_absent());
  tree.Write("sys/module/neuron/parameters/no_reset", "1\n");
  tree.Write("sys/module/neuron/parameters/nmetric_log_posts", "3\n");
  EXPECT_EQ(ReadHost(tree.host()).no_reset, Reading<std::uint64_t>(1));
  EXPECT_EQ(ReadHost(tree.host()).nmetric_log_posts, Reading<std::uint64_t>(3));
}

TEST(ReadHost, ReadsTheClassAttributesAndWhichThereAre) {
  FakeTree tree;
  tree.Write(absl::StrCat(kClass, "/node_id_2"), "1\n");
  const Inventory host = ReadHost(tree.host());
  EXPECT_EQ(host.class_attributes, ReadClassAttributes(tree.host()));
  EXPECT_EQ(host.class_attributes.node_id_2, Reading<std::uint64_t>(1));
  EXPECT_EQ(host.capabilities, LookAtHost(tree.host()));
}

// One chip, with a regular file for its node.
class ReadChipTest : public testing::Test {
 protected:
  ReadChipTest() {
    tree_.Make(kClass, Neuron(0));
    tree_.Write("dev/neuron0", "");
  }

  Chip Read() const { return ReadChip(tree_.host(), 0); }

  FakeTree tree_;
};

TEST_F(ReadChipTest, TakesEachFactFromItsFile) {
  const Chip chip = Read();
  EXPECT_EQ(chip.index, 0);
  EXPECT_EQ(chip.arch_type, Reading<std::string>("NDv2"));
  EXPECT_EQ(chip.family, Reading<std::string>("Trn1"));
  EXPECT_EQ(chip.firmware_api, Reading<std::uint64_t>(6));
  EXPECT_EQ(chip.firmware_build, Reading<std::uint64_t>(4711));
  EXPECT_EQ(chip.device_name, Reading<std::string>("Trainium1"));
  EXPECT_EQ(chip.type, Reading<ChipType>(ChipType::kTrainium1));
  EXPECT_EQ(chip.serial_number, Reading<std::string>("1a2b3c4d5e000000"));
  EXPECT_EQ(chip.core_count, Reading<std::uint64_t>(2));
  EXPECT_EQ(chip.memory_bytes, Reading<std::uint64_t>(32ull << 30));
  EXPECT_EQ(chip.connected, Reading<ChipSet>(ChipSet{1, 2}));
  ASSERT_THAT(chip.cores, SizeIs(2));
  EXPECT_EQ(chip.cores[0].index, 0);
  EXPECT_EQ(chip.cores[0].arch_type, Reading<std::string>("NCv2"));
  EXPECT_EQ(chip.cores[1].index, 1);
  EXPECT_TRUE(chip.cores[1].arch_type.is_absent());
  ASSERT_NE(chip.tree, nullptr);
  EXPECT_TRUE(chip.answers.is_absent());
  EXPECT_TRUE(chip.pci.is_absent());
  EXPECT_EQ(chip.access, LookAtChip(*chip.tree));
}

TEST_F(ReadChipTest, LeavesAbsentWhatTheDriverDoesNotHave) {
  for (const char* file : {"core_count", "connected_devices", "info", "neuron_core0",
                           "neuron_core1", "fw_api_version", "fw_build"}) {
    tree_.Remove(ChipFile(file));
  }
  const Chip chip = Read();
  EXPECT_TRUE(chip.arch_type.is_absent());
  EXPECT_TRUE(chip.family.is_absent());
  EXPECT_TRUE(chip.firmware_api.is_absent());
  EXPECT_TRUE(chip.firmware_build.is_absent());
  EXPECT_TRUE(chip.device_name.is_absent());
  EXPECT_TRUE(chip.type.is_absent());
  EXPECT_TRUE(chip.serial_number.is_absent());
  EXPECT_TRUE(chip.core_count.is_absent());
  EXPECT_TRUE(chip.memory_bytes.is_absent());
  EXPECT_TRUE(chip.connected.is_absent());
  EXPECT_THAT(chip.cores, IsEmpty());
  EXPECT_TRUE(chip.identity.has_value());
}

TEST_F(ReadChipTest, KeepsTheNameOfATypeThatItDoesNotKnow) {
  tree_.Write(ChipFile("info/architecture/device_name"), "Trainium9\n");
  const Chip chip = Read();
  EXPECT_EQ(chip.device_name, Reading<std::string>("Trainium9"));
  EXPECT_TRUE(chip.type.is_unknown());
  EXPECT_TRUE(chip.memory_bytes.is_unknown());
  EXPECT_THAT(std::string(chip.type.why().message()), HasSubstr("Trainium9"));
}

TEST_F(ReadChipTest, DoesNotKnowTheFirmwareThatIsBusy) {
  tree_.Write(ChipFile("fw_api_version"), "busy\n");
  tree_.Write(ChipFile("fw_build"), "busy\n");
  EXPECT_TRUE(Read().firmware_api.is_unknown());
  EXPECT_TRUE(Read().firmware_build.is_unknown());
}

TEST_F(ReadChipTest, CountsTheCoresThatItSeesIfItMayNotReadTheCount) {
  tree_.Write(ChipFile("core_count"), "busy\n");
  EXPECT_EQ(Read().core_count, Reading<std::uint64_t>(2));
  tree_.Remove(ChipFile("neuron_core0"));
  tree_.Remove(ChipFile("neuron_core1"));
  EXPECT_TRUE(Read().core_count.is_unknown());
}

TEST_F(ReadChipTest, KnowsARegularFileByItsInode) {
  struct stat found;
  ASSERT_EQ(stat(tree_.Path("dev/neuron0").c_str(), &found), 0);
  EXPECT_EQ(Read().identity, Reading<DeviceIdentity>(DeviceIdentity{
                                 major(found.st_dev), minor(found.st_dev), found.st_ino}));
}

TEST_F(ReadChipTest, KnowsTheChipByTheKernelsNumberWithoutItsNode) {
  tree_.Remove("dev/neuron0");
  EXPECT_EQ(Read().identity, Reading<DeviceIdentity>(DeviceIdentity::CharacterDevice(245, 0)));
}

TEST_F(ReadChipTest, DoesNotTakeAnotherDevicesNumberForTheChips) {
  tree_.Remove("dev/neuron0");
  // The first of these would be the identity of every pipe and socket.
  for (const char* number : {"0:0\n", "245:1\n", "245\n", "\n", "", "busy\n", "-1:0\n"}) {
    tree_.Write(ChipFile("dev"), number);
    const Reading<DeviceIdentity> identity = Read().identity;
    EXPECT_TRUE(identity.is_unknown()) << number;
    EXPECT_THAT(std::string(identity.why().message()), HasSubstr(tree_.Path(ChipFile("dev"))));
  }
}

TEST_F(ReadChipTest, DoesNotKnowAChipWithNeitherNodeNorNumber) {
  tree_.Remove("dev/neuron0");
  tree_.Remove(ChipFile("dev"));
  const Reading<DeviceIdentity> identity = Read().identity;
  EXPECT_TRUE(identity.is_unknown());
  EXPECT_THAT(std::string(identity.why().message()), HasSubstr(tree_.Path("dev/neuron0")));
}

TEST_F(ReadChipTest, NeverOpensTheNode) {
  tree_.Remove("dev/neuron0");
  // Opening a pipe without a writer would block for ever.
  ASSERT_EQ(mkfifo(tree_.Path("dev/neuron0").c_str(), 0600), 0);
  EXPECT_EQ(Read().identity, Reading<DeviceIdentity>(DeviceIdentity::CharacterDevice(245, 0)));
}

TEST_F(ReadChipTest, KnowsNothingOfAChipWhoseDirectoryIsGone) {
  const Chip chip = ReadChip(tree_.host(), 7);
  EXPECT_EQ(chip.index, 7);
  EXPECT_EQ(chip.tree, nullptr);
  const absl::Status why = chip.identity.why();
  EXPECT_THAT(std::string(why.message()), HasSubstr("neuron7"));
  EXPECT_EQ(chip.device_name, Reading<std::string>::Unknown(why));
}

TEST(UnknownChip, ClaimsNothing) {
  const absl::Status why = absl::DeadlineExceededError("neuron3: a read hangs");
  const Chip chip = UnknownChip(3, why);
  EXPECT_EQ(chip.index, 3);
  EXPECT_EQ(chip.arch_type, Reading<std::string>::Unknown(why));
  EXPECT_EQ(chip.family, Reading<std::string>::Unknown(why));
  EXPECT_EQ(chip.firmware_api, Reading<std::uint64_t>::Unknown(why));
  EXPECT_EQ(chip.firmware_build, Reading<std::uint64_t>::Unknown(why));
  EXPECT_EQ(chip.device_name, Reading<std::string>::Unknown(why));
  EXPECT_EQ(chip.type, Reading<ChipType>::Unknown(why));
  EXPECT_EQ(chip.serial_number, Reading<std::string>::Unknown(why));
  EXPECT_EQ(chip.core_count, Reading<std::uint64_t>::Unknown(why));
  EXPECT_EQ(chip.memory_bytes, Reading<std::uint64_t>::Unknown(why));
  EXPECT_EQ(chip.connected, Reading<ChipSet>::Unknown(why));
  EXPECT_EQ(chip.identity, Reading<DeviceIdentity>::Unknown(why));
  EXPECT_THAT(chip.cores, IsEmpty());
  EXPECT_EQ(chip.tree, nullptr);
}

TEST(ReadFacts, ReadsByTheIndexThatItIsGiven) {
  FakeTree tree;
  tree.Make(kClass, Neuron(0));
  auto index = std::make_shared<const TreeIndex>(TreeIndex::Walk(tree.Path(ChipFile(""))).value());
  tree.Make(ChipFile("added"), File("no_such_fact", "1\n"));
  const Chip chip = ReadFacts(tree.host(), 0, index);
  EXPECT_EQ(chip.tree, index);
  EXPECT_EQ(chip.serial_number, Reading<std::string>("1a2b3c4d5e000000"));
}

}  // namespace
}  // namespace neuron
