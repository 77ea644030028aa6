#ifndef AGENT_CAPTURE_TREE_RECORDER_H_
#define AGENT_CAPTURE_TREE_RECORDER_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// Writes down a directory of sysfs and all below it: names, modes, links, and the bytes of its
// files (scrubbed).
//
// Only ever lists and reads. Not read are files without a read bit, and those of PCI whose reading
// reaches the hardware or more than an attribute: config, rom, vpd, resource<N>. A directory that
// cannot be listed has only its own line; what vanishes meanwhile has none.
class TreeRecorder {
 public:
  // Takes a line; called as they come, so that a recording that gets stuck has all before it.
  using Take = std::function<void(const std::string& line)>;
  // Told of each file before it is read, and of each directory before it is listed, with the mode
  // it has (S_ISDIR() tells which): that may never return.
  using Reading = std::function<void(unsigned mode, const std::string& path)>;

  // Paths below `root` are written as if it were at `shown`: {"/tmp/host/sys", "/sys"}.
  TreeRecorder(std::string root, std::string shown, Reading reading, Take take);

  // `path` is below the root, without it: "class/neuron_device". Links are written, not followed.
  // Nothing is written of what is not there.
  void Record(const std::string& path) const;

 private:
  void RecordBelow(const std::string& path) const;
  void RecordFile(unsigned mode, const std::string& path) const;
  std::string Shown(absl::string_view path) const;

  const std::string root_;
  const std::string shown_;
  const Reading reading_;
  const Take take_;
};

}  // namespace neuron

#endif  // AGENT_CAPTURE_TREE_RECORDER_H_
