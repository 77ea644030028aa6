#ifndef TESTS_SIMULATOR_MOUNT_H_
#define TESTS_SIMULATOR_MOUNT_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
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

  // Readable when there is something to serve.
  int fd() const { return ready_.get(); }

  // Takes one request, and answers what has become ready. False if someone else has unmounted it.
  bool Serve();

  // When Advance has something to do, if nothing changes before; nothing if it has not.
  std::optional<absl::Time> NextDue() const { return file_system_->NextDue(); }

  // Answers what is due. Call it also after each change of the host.
  void Advance(absl::Time now) { file_system_->Advance(now); }

 private:
  Mount(fuse_session* session, std::string directory, FileSystem* file_system);

  fuse_session* session_;
  std::string directory_;
  FileSystem* file_system_;
  // The session's requests, and what the file system has to attend to.
  UniqueFd ready_;
  fuse_buf buffer_ = {};
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_MOUNT_H_
