#ifndef TESTS_SOAK_WORN_HOST_H_
#define TESTS_SOAK_WORN_HOST_H_

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "agent/device/device_identity.h"
#include "agent/device/host_paths.h"
#include "tests/fakes/fake_tree.h"
#include "tests/simulator/host/host.h"

namespace neuron {

// A simulated host as plain files in memory that remember what they should say: whatever is done to
// them can be undone. Drivers of any version that its chips had can be loaded, one after the other.
//
// Paths are from its root: "sys/module/neuron/version". A failed system call ends the test. One
// thread; readers may be on others.
class WornHost {
 public:
  // The recorded driver is loaded. REQUIRES: there is such an instance type.
  explicit WornHost(absl::string_view instance_type);
  // Lets go whoever hangs.
  ~WornHost();

  HostPaths paths() const;
  // Where answers by ioctl can be kept.
  std::string book_path() const { return tree_.Path("chips"); }

  // How many drivers there are to load, and which of them is the recorded one.
  std::size_t drivers() const { return editions_.size(); }
  std::size_t recorded_driver() const { return recorded_; }
  // The driver, loaded anew with another major: all chips are there, nothing is spoiled.
  void LoadDriver(std::size_t driver);
  void UnloadDriver();
  bool has_driver() const { return has_driver_; }

  // Chips that there are with any driver, and those that there are now.
  ChipSet all_chips() const;
  ChipSet chips() const;
  // REQUIRES: it is there; it is not.
  void RemoveChip(int chip);
  void ReturnChip(int chip);
  // By which descriptors of it are known; all zero if it is not there.
  DeviceIdentity IdentityOf(int chip) const;

  // Files of the host and of the chips that are there, spoiled or not, sorted.
  std::vector<std::string> Files() const;
  // What the file says while it is not spoiled; empty if there is none.
  std::string Read(const std::string& path) const;
  // What it says from now on, or once it is healed.
  void Write(const std::string& path, absl::string_view bytes);

  // Other bytes in place of a file; or nothing, a directory, a link to itself or a file that nobody
  // can open until it is healed. All but the first do for a directory too. Does nothing if it, or
  // what it is in, or something in it is spoiled already.
  enum class Harm { kGarbled, kGone, kDirectory, kLoop, kHangs };
  void Spoil(const std::string& path, Harm harm, absl::string_view bytes = "");
  void Heal(const std::string& path);
  void HealAll();
  const std::map<std::string, Harm>& spoiled() const { return spoiled_; }
  bool hangs() const;

 private:
  bool IsEntangled(const std::string& path) const;
  void LetGo(const std::string& path);
  void Rewrite(const std::string& path);

  FakeTree tree_{{}, "/dev/shm"};
  // The host as each driver shows it; all from the start, so that memory does not grow.
  std::vector<std::unique_ptr<sim::Host>> editions_;
  std::size_t recorded_ = 0;
  bool has_driver_ = false;
  int loads_ = 0;
  ChipSet gone_;
  // What each file says, also those of chips that are gone.
  std::map<std::string, std::string> files_;
  std::map<std::string, Harm> spoiled_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_WORN_HOST_H_
