#ifndef TESTS_FAKES_FAKE_TREE_H_
#define TESTS_FAKES_FAKE_TREE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/device/host_paths.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {

// A file, link or directory to be made, written as a nested expression:
//
//   Dir("neuron0", {File("core_count", "2"), Dir("info", {File("serial_number", "\n")})})
struct FakeNode {
  enum class Kind { kFile, kLink, kDirectory };
  Kind kind;
  std::string name;
  // The bytes of a file, or the target of a link.
  std::string content;
  unsigned mode;
  std::vector<FakeNode> children;
};

FakeNode File(std::string name, std::string bytes, unsigned mode = 0644);
FakeNode Link(std::string name, std::string target);
FakeNode Dir(std::string name, std::vector<FakeNode> children);

// A host's sysfs, dev and /proc/devices as plain files in a directory of their own below /tmp (the
// path of a test's own directory is too long for some). The destructor removes it. A failed system
// call ends the test.
class FakeTree {
 public:
  // Makes the nodes below the root; `parent` as TemporaryDirectory has it.
  explicit FakeTree(const std::vector<FakeNode>& nodes = {}, absl::string_view parent = "/tmp");
  FakeTree(const FakeTree&) = delete;
  FakeTree& operator=(const FakeTree&) = delete;

  // <root>/sys, <root>/dev, <root>/proc/devices, <root>/dev/kmsg; processes are the kernel's own.
  HostPaths host() const;

  // "sys/class" as an absolute path.
  std::string Path(absl::string_view path) const;

  // Makes the node in the directory `path`, and the directories above it that are missing.
  void Make(absl::string_view path, const FakeNode& node);

  // Makes the file, or gives it these bytes; its mode stays.
  void Write(absl::string_view path, absl::string_view bytes);

  std::string Read(absl::string_view path) const;

  // Moves a file or directory, making the directories above its new place.
  void Move(absl::string_view from, absl::string_view to);

  // Removes a file, or a directory and what is in it.
  void Remove(absl::string_view path);

  // The files below the directory `path`, each by its path from the root, sorted. Links are left
  // out and not followed.
  std::vector<std::string> Files(absl::string_view path) const;

 private:
  const TemporaryDirectory directory_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_TREE_H_
