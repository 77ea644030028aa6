#ifndef TESTS_FAKES_FAKE_CONTAINER_SOURCE_H_
#define TESTS_FAKES_FAKE_CONTAINER_SOURCE_H_

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "agent/container/container_source.h"
#include "agent/device/device_identity.h"

namespace neuron {

// Containers that were given what the test says. As the real ones, it knows nodes by identity only,
// and finds those that it is asked for. Any thread.
class FakeContainerSource : public ContainerSource {
 public:
  // A container whose first process is `pid` was given these nodes.
  void Run(const std::string& id, int pid, std::vector<DeviceIdentity> nodes);
  // It has ended.
  void Remove(const std::string& id);
  // What scans say of their own sight; OK at the start.
  void SetSight(absl::Status sight);

  ContainerScan Scan(const ChipIdentities& chips, const LookTime& now) override;

 private:
  struct Given {
    int pid;
    std::vector<DeviceIdentity> nodes;
  };

  std::mutex mutex_;
  // All guarded by mutex_.
  std::map<std::string, Given> containers_;
  absl::Status sight_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_CONTAINER_SOURCE_H_
