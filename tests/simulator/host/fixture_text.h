#ifndef TESTS_SIMULATOR_HOST_FIXTURE_TEXT_H_
#define TESTS_SIMULATOR_HOST_FIXTURE_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {

enum class RecordedKind { kDirectory, kFile, kLink };

// One line of a recorded tree.
struct RecordedNode {
  RecordedKind kind = RecordedKind::kFile;
  // Permission bits only.
  unsigned mode = 0;
  // Without the leading slash.
  std::string path;
  // The bytes of a file, or the target of a link. Empty for a file that was not read.
  std::string content;
  // The errno that a read of the file gave; 0 if it could be read.
  int read_error = 0;
  // Whether nobody tried to read the file, although that may be possible.
  bool unread = false;
};

// Reads a recorded tree, one node a line, in the order of the text:
//
//   D 0755 /sys/a            F 0644 /sys/a/b "12\n"        F 0644 /sys/a/c !read:EIO
//   L 0777 /sys/d -> ../a    F 0200 /sys/a/e (write-only)  F 0600 /sys/a/f (not read)
//
// Empty lines are skipped. InvalidArgument, naming the line, for anything else.
absl::StatusOr<std::vector<RecordedNode>> ParseRecordedTree(absl::string_view text);

// Undoes the escapes \n \t \" \\ \xNN. InvalidArgument for any other backslash.
absl::StatusOr<std::string> Unescape(absl::string_view text);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_FIXTURE_TEXT_H_
