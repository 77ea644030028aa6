#include "tests/snapshot/plain_host.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr char kClass[] = "sys/class/neuron_device";

std::string Directory(int chip) { return absl::StrCat(kClass, "/neuron", chip); }
std::string Node(int chip) { return absl::StrCat("dev/neuron", chip); }

}  // namespace

PlainHost::PlainHost() {
  tree_.Make("", Dir("dev", {}));
  tree_.Make("sys/class", Dir("neuron_device", {}));
  tree_.Write("proc/devices", "Character devices:\n245 neuron\n");
  SetDriverVersion("2.24.7.0");
  SetInstanceType("trn1.32xlarge");
  SetBootId("boot-1");
}

HostPaths PlainHost::paths() const {
  HostPaths paths = tree_.host();
  paths.proc = tree_.Path("proc");
  paths.kmsg = tree_.Path("kmsg");
  return paths;
}

void PlainHost::AddChip(int chip) {
  tree_.Write(Node(chip), "");
  WriteChip(chip, "info/architecture/device_name", "Trainium1\n");
  WriteChip(chip, "info/serial_number", absl::StrCat("1a2b3c4d5e6f000", chip % 10, "\n"));
  WriteChip(chip, "core_count", "2\n");
  WriteChip(chip, "connected_devices", "\n");
  WriteChip(chip, "reset", "1\n");
  WriteChip(chip, "stats/hardware/sram_ecc_uncorrected", "0\n");
  WriteChip(chip, "stats/power/utilization", "");
  for (const char* core : {"neuron_core0", "neuron_core1"}) {
    WriteChip(chip, absl::StrCat(core, "/info/architecture/arch_type"), "NCv2\n");
    WriteChip(chip, absl::StrCat(core, "/stats/status/success/total"), "7\n");
  }
}

void PlainHost::RemoveChip(int chip) {
  tree_.Remove(Directory(chip));
  tree_.Remove(Node(chip));
}

void PlainHost::ReloadDriver(int chip) {
  ++major_;
  tree_.Write("proc/devices", absl::StrCat("Character devices:\n", major_, " neuron\n"));
  tree_.Write("dev/new", "");
  tree_.Move("dev/new", Node(chip));
}

// The old directory is there until the new one is made, so that they differ in their inodes.
void PlainHost::Replace(const std::string& directory) {
  const std::string old = absl::StrCat("old/", replaced_++);
  tree_.Move(directory, old);
  for (const std::string& file : tree_.Files(old)) {
    tree_.Write(absl::StrCat(directory, file.substr(old.size())), tree_.Read(file));
  }
}

void PlainHost::ReplaceModule() { Replace("sys/module/neuron"); }
void PlainHost::ReplaceChip(int chip) { Replace(Directory(chip)); }

void PlainHost::AddPciFunction(absl::string_view address) {
  const std::string directory = absl::StrCat("sys/bus/pci/devices/", address);
  tree_.Write(absl::StrCat(directory, "/vendor"), "0x1d0f\n");
  tree_.Write(absl::StrCat(directory, "/device"), "0x7164\n");
}

void PlainHost::SpoilPci() {
  tree_.Remove("sys/bus/pci");
  tree_.Make("sys/bus/pci", Link("devices", "devices"));
}

std::string PlainHost::PciPath(absl::string_view address, absl::string_view file) const {
  return tree_.Path(absl::StrCat("sys/bus/pci/devices/", address, "/", file));
}

void PlainHost::RemoveNode(int chip) { tree_.Remove(Node(chip)); }

void PlainHost::SpoilChip(int chip) {
  const std::string name = absl::StrCat("neuron", chip);
  tree_.Remove(Directory(chip));
  tree_.Make(kClass, Link(name, name));
}

std::string PlainHost::ChipPath(int chip, absl::string_view file) const {
  return tree_.Path(absl::StrCat(Directory(chip), "/", file));
}

void PlainHost::WriteChip(int chip, absl::string_view file, absl::string_view bytes) {
  tree_.Write(absl::StrCat(Directory(chip), "/", file), bytes);
}

void PlainHost::RemoveFromChip(int chip, absl::string_view file) {
  tree_.Remove(absl::StrCat(Directory(chip), "/", file));
}

void PlainHost::UnloadDriver() {
  tree_.Remove("sys/module/neuron");
  tree_.Remove(kClass);
  tree_.Write("proc/devices", "Character devices:\n  1 mem\n");
}

void PlainHost::SetDriverVersion(absl::string_view version) {
  tree_.Write("sys/module/neuron/version", absl::StrCat(version, "\n"));
}

void PlainHost::SetInstanceType(absl::string_view type) {
  tree_.Write("sys/class/dmi/id/product_name", absl::StrCat(type, "\n"));
}

void PlainHost::SetBootId(absl::string_view boot_id) {
  tree_.Write("proc/sys/kernel/random/boot_id", boot_id.empty() ? "" : absl::StrCat(boot_id, "\n"));
}

void PlainHost::SpoilChipList() {
  tree_.Remove(kClass);
  tree_.Make("sys/class", Link("neuron_device", "neuron_device"));
}

DeviceIdentity PlainHost::IdentityOf(int chip) const {
  struct statx found;
  if (statx(AT_FDCWD, NodeOf(chip).c_str(), 0, STATX_TYPE | STATX_INO, &found) != 0) {
    return {};
  }
  return neuron::IdentityOf(found);
}

std::string PlainHost::NodeOf(int chip) const { return tree_.Path(Node(chip)); }

}  // namespace neuron
