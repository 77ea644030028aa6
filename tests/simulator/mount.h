#ifndef TESTS_SIMULATOR_MOUNT_H_
#define TESTS_SIMULATOR_MOUNT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/simulator/file_system.h"

namespace neuron::sim {

// Makes `directory` ready to be mounted on, and gives its absolute path: it is made if it is not
// there (its parent must be), and the mount of a neuron-sim that died there is taken away.
// AlreadyExists if a living file system is mounted there; FailedPrecondition if there are files in
// it; else as ErrnoStatus.
absl::StatusOr<std::string> PrepareMountPoint(const std::string& directory);

// A mounted FileSystem. Unmounts at the end of its life, also if files are open in it.
class Mount {
 public:
  // `file_system` must outlive the mount. Fails as ErrnoStatus, saying what is needed.
  static absl::StatusOr<std::unique_ptr<Mount>> Make(const std::string& directory,
                                                     FileSystem* file_system);
  ~Mount();
  Mount(const Mount&) = delete;
  Mount& operator=(const Mount&) = delete;

  // Readable when a request waits.
  int fd() const;

  // Answers one request. REQUIRES: fd() is readable. False if someone else has unmounted it.
  bool Serve();

 private:
  explicit Mount(fuse_session* session) : session_(session) {}

  fuse_session* session_;
  fuse_buf buffer_ = {};
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_MOUNT_H_
