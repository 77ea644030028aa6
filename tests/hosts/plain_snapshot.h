#ifndef TESTS_HOSTS_PLAIN_SNAPSHOT_H_
#define TESTS_HOSTS_PLAIN_SNAPSHOT_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/snapshot.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/host/host.h"

namespace neuron {

// A simulated host at rest as plain files in memory, its chips asked by ioctl once, as a daemon
// does. Nobody holds a chip.
class PlainHostCopy {
 public:
  // Failures end the test.
  explicit PlainHostCopy(sim::Host* host);

  // What an agent says of it. Without root what it may not read is refused.
  std::shared_ptr<const Snapshot> Snap() const;

  HostPaths paths() const;

  // Gives one of its files other bytes; `path` is from the root of the host's tree. A failure ends
  // the test.
  void Write(absl::string_view path, absl::string_view bytes) const;

  // Takes what is only of this copy out of a text for people: the place where it lies.
  std::string Anonymous(std::string text) const;

 private:
  std::string book() const;

  const TemporaryDirectory directory_{"/dev/shm"};
};

}  // namespace neuron

#endif  // TESTS_HOSTS_PLAIN_SNAPSHOT_H_
