#ifndef TESTS_FAKES_FAKE_HOLDER_SOURCE_H_
#define TESTS_FAKES_FAKE_HOLDER_SOURCE_H_

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "agent/device/device_identity.h"
#include "agent/workload/holder_source.h"

namespace neuron {

// Processes that hold what the test says. As the real ones, it knows descriptors by identity only,
// and finds those that it is asked for. Any thread.
class FakeHolderSource : public HolderSource {
 public:
  // Waits for scans that are out.
  ~FakeHolderSource() override;

  // Process `pid` holds this device, in addition to what it has.
  void Hold(int pid, DeviceIdentity device);
  // It holds nothing any more.
  void LetGo(int pid);
  // What scans say of their own sight; OK at the start.
  void SetSight(absl::Status sight);
  // Called in each scan from now on, on its thread: may block it.
  void OnScan(std::function<void()> hook);

  HolderScan Scan(const ChipIdentities& chips, const LookTime& now) override;

  // How many scans have begun.
  int scans() const;

 private:
  HolderScan Look(const ChipIdentities& chips, const LookTime& now) const;

  mutable std::mutex mutex_;
  // All guarded by mutex_.
  std::map<int, std::vector<DeviceIdentity>> held_;
  absl::Status sight_;
  std::function<void()> hook_;
  int scans_ = 0;
  int out_ = 0;
  std::condition_variable back_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_HOLDER_SOURCE_H_
