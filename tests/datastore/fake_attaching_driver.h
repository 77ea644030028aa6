#ifndef TESTS_DATASTORE_FAKE_ATTACHING_DRIVER_H_
#define TESTS_DATASTORE_FAKE_ATTACHING_DRIVER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/datastore/attaching_driver.h"

namespace neuron {

// A driver that has the datastores that a test puts there, and writes down every call: "attach
// /dev/neuron0", "find 7", "copy 4096", "detach". One thread.
class FakeAttachingDriver : public AttachingDriver {
 public:
  struct Datastore {
    std::uint64_t offset = 0;
    std::string page;
  };

  // By the pids of their owners.
  std::map<int, Datastore> datastores;
  // How an attempt to attach ends.
  absl::Status attach_status;
  // Happens while a page is copied, after its bytes were.
  std::function<void()> during_copy = [] {};
  std::vector<std::string> calls;

  absl::StatusOr<int> Attach(const std::string& node) override;
  absl::StatusOr<std::uint64_t> Find(int fd, int pid) override;
  absl::StatusOr<std::string> Copy(int fd, std::uint64_t offset) override;
  void Detach(int fd) override;
};

}  // namespace neuron

#endif  // TESTS_DATASTORE_FAKE_ATTACHING_DRIVER_H_
