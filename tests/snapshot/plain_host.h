#ifndef TESTS_SNAPSHOT_PLAIN_HOST_H_
#define TESTS_SNAPSHOT_PLAIN_HOST_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/device/device_identity.h"
#include "agent/device/host_paths.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {

// A Neuron host of plain files: what a driver 2.24.7.0 shows, cut down to what the samplers need.
// It is a trn1.32xlarge with the driver loaded and no chip, of boot "boot-1".
class PlainHost {
 public:
  PlainHost();

  HostPaths paths() const;
  // Where answers by ioctl can be kept.
  std::string book_path() const { return tree_.Path("chips"); }

  // The driver shows one more chip, a healthy Trainium1 with two cores.
  void AddChip(int chip);
  void RemoveChip(int chip);
  // The driver is loaded anew, with another major; this chip's device node is another file.
  void ReloadDriver(int chip);
  // The driver's module is loaded anew, and nothing else tells.
  void ReplaceModule();
  // The chip goes and comes back, and nothing but its directory tells.
  void ReplaceChip(int chip);
  void RemoveNode(int chip);
  // Makes the chip's sysfs directory a link to itself: the chip is listed and cannot be read.
  void SpoilChip(int chip);
  // Replaces the bytes of a file of the chip's sysfs directory ("reset"), or removes it.
  void WriteChip(int chip, absl::string_view file, absl::string_view bytes);
  void RemoveFromChip(int chip, absl::string_view file);
  std::string ChipPath(int chip, absl::string_view file) const;

  // A function with a Trainium1 is on PCI, at this address.
  void AddPciFunction(absl::string_view address);
  // Makes the directory in which functions are listed a link to itself.
  void SpoilPci();
  std::string PciPath(absl::string_view address, absl::string_view file) const;

  void UnloadDriver();
  void SetDriverVersion(absl::string_view version);
  void SetInstanceType(absl::string_view type);
  // No boot id: it cannot be read.
  void SetBootId(absl::string_view boot_id);
  // Makes the directory in which chips are listed a link to itself.
  void SpoilChipList();

  DeviceIdentity IdentityOf(int chip) const;
  std::string NodeOf(int chip) const;

 private:
  void Replace(const std::string& directory);

  FakeTree tree_;
  int major_ = 245;
  int replaced_ = 0;
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_PLAIN_HOST_H_
