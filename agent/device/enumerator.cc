#include "agent/device/enumerator.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/capability_look.h"
#include "agent/device/chip_name.h"
#include "agent/device/class_attributes.h"
#include "agent/device/instance_type.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

std::string ClassDirectory(const HostPaths& host) {
  return absl::StrCat(host.sysfs, "/class/neuron_device");
}

Reading<std::uint32_t> ReadMajor(const HostPaths& host) {
  constexpr std::size_t kProcDevicesLimit = 64 * 1024;
  const absl::StatusOr<std::string> text = ReadFile(host.proc_devices, kProcDevicesLimit);
  if (!text.ok()) {
    return Reading<std::uint32_t>::Unknown(text.status());
  }
  const absl::StatusOr<std::uint32_t> major = FindMajor(*text, "neuron");
  return major.ok() ? Reading<std::uint32_t>(*major) : Reading<std::uint32_t>::Absent();
}

// The identity by the kernel's own word for the number, so that a container without the node, or
// with a stale one, knows descriptors of the chip all the same.
Reading<DeviceIdentity> ReadDeviceNumber(const std::string& path, int index) {
  const Reading<std::string> text = ReadText(path);
  if (!text.has_value()) {
    return Reading<DeviceIdentity>::Unknown(
        text.is_unknown() ? text.why() : absl::NotFoundError(absl::StrCat(path, ": has gone")));
  }
  const absl::StatusOr<DeviceNumber> number = ParseDeviceNumber(text.value());
  if (!number.ok()) {
    return Reading<DeviceIdentity>::Unknown(
        absl::DataLossError(absl::StrCat(path, ": ", number.status().message())));
  }
  // Another number is of another device, and 0 of none: its holders are not this chip's.
  if (number->major == 0 || number->minor != static_cast<std::uint32_t>(index)) {
    return Reading<DeviceIdentity>::Unknown(
        absl::DataLossError(absl::StrCat(path, ": ", text.value(), " is not chip ", index)));
  }
  return DeviceIdentity::CharacterDevice(number->major, number->minor);
}

// A simulated host's device nodes are regular files. In the real /dev one is debris, and to go by
// it would be to miss every holder of the device itself.
bool StandsForDevice(const HostPaths& host, const struct statx& found) {
  return S_ISREG(found.stx_mode) && host.dev != HostPaths().dev;
}

Reading<DeviceIdentity> ReadIdentity(const HostPaths& host, int index, const TreeIndex& tree) {
  const std::string node = absl::StrCat(host.dev, "/neuron", index);
  struct statx found;
  if (statx(AT_FDCWD, node.c_str(), 0, STATX_TYPE | STATX_INO, &found) == 0 &&
      StandsForDevice(host, found)) {
    return IdentityOf(found);
  }
  const absl::optional<std::string> path = tree.FindFile(TreeIndex::kChip, "dev");
  return path.has_value() ? ReadDeviceNumber(*path, index)
                          : Reading<DeviceIdentity>::Unknown(
                                absl::NotFoundError(absl::StrCat(node, ": no device number")));
}

Reading<ChipType> TypeOf(const absl::optional<std::string>& path,
                         const Reading<std::string>& device_name) {
  if (!device_name.has_value()) {
    return device_name.is_unknown() ? Reading<ChipType>::Unknown(device_name.why())
                                    : Reading<ChipType>::Absent();
  }
  const ChipTypeFacts* facts = FindChipType(device_name.value());
  return facts != nullptr ? Reading<ChipType>(facts->type)
                          : Reading<ChipType>::Unknown(absl::NotFoundError(absl::StrCat(
                                *path, ": no chip type is called \"", device_name.value(), "\"")));
}

Reading<std::uint64_t> CountCores(const TreeIndex& tree) {
  const Reading<std::uint64_t> said = ReadUnsigned(tree.FindFile(TreeIndex::kChip, "core_count"));
  return said.has_value() || tree.cores().empty() ? said
                                                  : Reading<std::uint64_t>(tree.cores().size());
}

}  // namespace

Inventory ReadHost(const HostPaths& host) {
  Inventory inventory;
  const std::string module = absl::StrCat(host.sysfs, "/module/neuron");
  const std::string version = absl::StrCat(module, "/version");
  const std::string product = absl::StrCat(host.sysfs, "/class/dmi/id/product_name");
  const auto parameter = [&](const char* name) {
    return ReadUnsigned(absl::StrCat(module, "/parameters/", name));
  };
  inventory.driver_version = ReadText(version);
  inventory.device_major = ReadMajor(host);
  inventory.driver_loaded = access(module.c_str(), F_OK) == 0 || inventory.device_major.has_value();
  inventory.instance_type = ReadText(product);
  inventory.expected_chips = ExpectedChips(inventory.instance_type);
  inventory.no_reset = parameter("no_reset");
  inventory.nmetric_log_posts = parameter("nmetric_log_posts");
  inventory.class_attributes = ReadClassAttributes(host);
  inventory.capabilities = LookAtHost(host);
  return inventory;
}

absl::StatusOr<std::vector<int>> ListChips(const HostPaths& host) {
  const absl::StatusOr<std::vector<std::string>> names = ListDirectory(ClassDirectory(host));
  if (absl::IsNotFound(names.status())) {
    return std::vector<int>();
  }
  NEURON_RETURN_IF_ERROR(names.status());
  std::vector<int> chips;
  for (const std::string& name : *names) {
    if (const absl::optional<int> chip = ChipNamed(name)) {
      chips.push_back(*chip);
    }
  }
  std::sort(chips.begin(), chips.end());
  return chips;
}

Chip UnknownChip(int index, const absl::Status& why) {
  Chip chip;
  chip.index = index;
  chip.arch_type = chip.family = Reading<std::string>::Unknown(why);
  chip.device_name = chip.serial_number = Reading<std::string>::Unknown(why);
  chip.type = Reading<ChipType>::Unknown(why);
  chip.core_count = chip.memory_bytes = Reading<std::uint64_t>::Unknown(why);
  chip.connected = Reading<ChipSet>::Unknown(why);
  chip.identity = Reading<DeviceIdentity>::Unknown(why);
  chip.firmware_api = chip.firmware_build = Reading<std::uint64_t>::Unknown(why);
  return chip;
}

Chip ReadFacts(const HostPaths& host, int index, std::shared_ptr<const TreeIndex> tree) {
  const auto file = [&](absl::string_view name) { return tree->FindFile(TreeIndex::kChip, name); };
  Chip chip;
  chip.index = index;
  chip.arch_type = ReadText(file("arch_type"));
  chip.family = ReadText(file("instance_type"));
  chip.device_name = ReadText(file("device_name"));
  chip.type = TypeOf(file("device_name"), chip.device_name);
  chip.serial_number = ReadSerialNumber(file("serial_number"));
  chip.core_count = CountCores(*tree);
  for (int core : tree->cores()) {
    chip.cores.push_back({core, ReadText(tree->FindFile(core, "arch_type"))});
  }
  chip.memory_bytes = chip.type.Map([](ChipType type) { return FactsOf(type).memory_bytes; });
  chip.connected = ReadNeighbours(file("connected_devices"));
  chip.identity = ReadIdentity(host, index, *tree);
  chip.firmware_api = ReadUnsigned(file("fw_api_version"));
  chip.firmware_build = ReadUnsigned(file("fw_build"));
  chip.access = LookAtChip(*tree);
  chip.tree = std::move(tree);
  return chip;
}

Chip ReadChip(const HostPaths& host, int index) {
  absl::StatusOr<TreeIndex> tree =
      TreeIndex::Walk(absl::StrCat(ClassDirectory(host), "/neuron", index));
  return tree.ok() ? ReadFacts(host, index, std::make_shared<const TreeIndex>(*std::move(tree)))
                   : UnknownChip(index, tree.status());
}

}  // namespace neuron
