#ifndef TESTS_SIMULATOR_PLAY_FILE_FAULTS_H_
#define TESTS_SIMULATOR_PLAY_FILE_FAULTS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

// The number of an errno that a read of sysfs may give, by its name: "EIO". InvalidArgument, naming
// the ones that can be, for any other name.
absl::StatusOr<int> ErrnoOf(absl::string_view name);

// What a garbled file may hold, by name: "empty", "lf", ...
std::vector<std::string> GarbageKinds();

// The files of the simulated host that do not behave.
//
// Each verb is for all files of a pattern (file_pattern.h): NotFound if there is none. A file that
// is not in the tree any more keeps its faults; one that is made anew has none.
class FileFaults {
 public:
  // `tree` must outlive this.
  explicit FileFaults(Tree* tree) : tree_(tree) {}

  // Reads answer after `delay`; never, if it is infinite; at once, if it is zero.
  absl::Status Delay(absl::string_view pattern, absl::Duration delay);

  // Reads fail with this errno.
  absl::Status Fail(absl::string_view pattern, int error);

  // The bytes become such garbage. REQUIRES: one of GarbageKinds().
  absl::Status Garble(absl::string_view pattern, absl::string_view kind);

  // As they were before the first of the above.
  absl::Status Heal(absl::string_view pattern);

 private:
  struct Healthy {
    std::string content;
    int read_error = 0;
    absl::Duration read_delay;
  };

  // The files, noted as they are if they were healthy.
  absl::StatusOr<std::vector<Node*>> Find(absl::string_view pattern);

  Tree* tree_;
  std::map<Node*, Healthy> before_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_FILE_FAULTS_H_
