#include "agent/device/capability_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "agent/device/capability_table.h"

namespace neuron {
namespace {

using testing::ElementsAre;

// A chip to all of whose files there is this access.
Chip ChipWith(int index, Access access) {
  Chip chip;
  chip.index = index;
  chip.access.assign(CapabilityTable().size(), access);
  return chip;
}

Inventory Host(DriverVersion generation, std::vector<Chip> chips) {
  Inventory inventory;
  inventory.generation = generation;
  inventory.chips = std::move(chips);
  return inventory;
}

std::map<std::string, std::vector<Capability>> Merge(const Inventory& inventory) {
  std::map<std::string, std::vector<Capability>> rows;
  for (const Capability& row : MergeCapabilities(inventory)) {
    rows[row.name].push_back(row);
  }
  return rows;
}

TEST(MergeCapabilities, HasOneRowForAllChipsThatHaveTheSameAccess) {
  const auto rows =
      Merge(Host({2, 24, 0, 0}, {ChipWith(0, Access::kReadable), ChipWith(2, Access::kRefused),
                                 ChipWith(5, Access::kReadable)}));
  EXPECT_THAT(rows.at("reset"),
              ElementsAre(Capability{"reset", CapabilityKind::kSysfs, Access::kReadable,
                                     Liveness::kLive, ChipSet{0, 5}},
                          Capability{"reset", CapabilityKind::kSysfs, Access::kRefused,
                                     Liveness::kLive, ChipSet{2}}));
}

TEST(MergeCapabilities, DoesNotKnowTheFilesOfAChipThatWasNotLookedAt) {
  Chip chip;
  chip.index = 1;
  EXPECT_EQ(Merge(Host({2, 24, 0, 0}, {chip})).at("core/success")[0].access, Access::kUnknown);
}

TEST(MergeCapabilities, SaysByTheGenerationWhatIsLive) {
  const auto live = [](const Inventory& inventory) {
    return Merge(inventory).at("core/success")[0].liveness;
  };
  Inventory host = Host({2, 29, 0, 0}, {ChipWith(0, Access::kReadable)});
  EXPECT_EQ(live(host), Liveness::kAtExit);
  host.generation = DriverVersion{2, 30, 0, 0};
  EXPECT_EQ(live(host), Liveness::kLive);
  host.generation = Reading<DriverVersion>::Absent();
  EXPECT_EQ(live(host), Liveness::kAtExit);
}

TEST(MergeCapabilities, KeepsTheHostsOwnRowsAndIsTheSameAgain) {
  Inventory host = Host({2, 24, 0, 0}, {ChipWith(0, Access::kReadable)});
  const Capability own = {"node_id_4", CapabilityKind::kClass, Access::kReadable, Liveness::kLive,
                          ChipSet()};
  host.capabilities = {own};
  host.capabilities = MergeCapabilities(host);
  EXPECT_EQ(host.capabilities[0], own);
  EXPECT_EQ(MergeCapabilities(host), host.capabilities);
}

TEST(MergeCapabilities, HasOnlyTheHostsRowsWithoutChips) {
  EXPECT_TRUE(MergeCapabilities(Host({}, {})).empty());
}

Access AccessTo(const std::string& ioctl, const Reading<DeviceAnswers>& answers,
                const Reading<DriverVersion>& generation) {
  Chip chip = ChipWith(0, Access::kReadable);
  chip.answers = answers;
  Inventory host = Host({}, {chip});
  host.generation = generation;
  return Merge(host).at(ioctl)[0].access;
}

TEST(MergeCapabilities, GoesByTheAnswersForIoctls) {
  DeviceAnswers answers;
  answers.routing_id = 4;
  answers.pod = Reading<Pod>::Unknown(absl::UnavailableError("x"));
  const DriverVersion generation = {2, 24, 0, 0};
  EXPECT_EQ(AccessTo("HOST_DEVICE_ID_TO_RID_MAP", answers, generation), Access::kReadable);
  EXPECT_EQ(AccessTo("POD_STATUS", answers, generation), Access::kUnknown);
  EXPECT_EQ(AccessTo("DEVICE_BDF_EXT", answers, generation), Access::kAbsent);
}

TEST(MergeCapabilities, KnowsEachIoctlByAnAnswerOfItsOwn) {
  DeviceAnswers all;
  all.pci = PciAddress{};
  all.architecture = all.revision = all.runtime_abi_min = all.runtime_abi_max = all.routing_id = 1;
  all.feature_flags = 1;
  all.core_order = std::vector<int>{};
  all.pod = Pod{};
  for (const CapabilityRow& row : CapabilityTable()) {
    if (row.kind == CapabilityKind::kIoctl) {
      const std::string name(row.name);
      EXPECT_EQ(AccessTo(name, all, row.since), Access::kReadable) << name;
      EXPECT_EQ(AccessTo(name, DeviceAnswers(), row.since), Access::kAbsent) << name;
    }
  }
}

TEST(MergeCapabilities, TellsAnIoctlThatWasNotAskedFromOneThatIsNotThere) {
  const auto not_asked = Reading<DeviceAnswers>::Unknown(absl::FailedPreconditionError("later"));
  const auto refused = Reading<DeviceAnswers>::Unknown(absl::PermissionDeniedError("0600"));
  const DriverVersion old = {2, 14, 5, 0};
  const Reading<DriverVersion> none;
  EXPECT_EQ(AccessTo("POD_INFO", not_asked, old), Access::kAbsent);
  EXPECT_EQ(AccessTo("POD_INFO", refused, old), Access::kAbsent);
  EXPECT_EQ(AccessTo("DEVICE_BDF_EXT", not_asked, old), Access::kUnknown);
  EXPECT_EQ(AccessTo("DEVICE_BDF_EXT", refused, old), Access::kRefused);
  EXPECT_EQ(AccessTo("POD_INFO", not_asked, none), Access::kUnknown);
  EXPECT_EQ(AccessTo("POD_INFO", Reading<DeviceAnswers>::Absent(), none), Access::kUnknown);
}

TEST(MergeCapabilities, GoesByWhatWasReadForFilesOfThePciFunction) {
  Chip paired = ChipWith(0, Access::kReadable);
  PciFunction function;
  function.revision = 0;
  function.link.width = Reading<std::uint64_t>::Unknown(absl::PermissionDeniedError("x"));
  paired.pci = function;
  Chip unpaired = ChipWith(1, Access::kReadable);
  unpaired.pci = Reading<PciFunction>::Unknown(absl::NotFoundError("x"));
  const auto rows = Merge(Host({2, 24, 0, 0}, {paired, unpaired}));
  EXPECT_EQ(rows.at("revision")[0].access, Access::kReadable);
  EXPECT_EQ(rows.at("revision")[0].chips, ChipSet{0});
  EXPECT_EQ(rows.at("revision")[1].access, Access::kUnknown);
  EXPECT_EQ(rows.at("current_link_width")[0].access, Access::kRefused);
  EXPECT_EQ(rows.at("aer_dev_fatal")[0].access, Access::kAbsent);
}

}  // namespace
}  // namespace neuron
