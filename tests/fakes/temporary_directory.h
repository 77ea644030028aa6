#ifndef TESTS_FAKES_TEMPORARY_DIRECTORY_H_
#define TESTS_FAKES_TEMPORARY_DIRECTORY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// A directory of its own, gone with all that is in it at the end. Bazel's own directory for tests
// has too long a name for a socket.
class TemporaryDirectory {
 public:
  TemporaryDirectory() : TemporaryDirectory("/tmp") {}
  // Below `parent`: /dev/shm for a tree of thousands of files, which a disk takes seconds to make.
  explicit TemporaryDirectory(absl::string_view parent);
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

  // The path of `name` in it.
  std::string Path(absl::string_view name) const;

  // Writes a file and returns its path.
  std::string Write(absl::string_view name, absl::string_view bytes) const;

 private:
  std::string path_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_TEMPORARY_DIRECTORY_H_
