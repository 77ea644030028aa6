#ifndef TESTS_FAKES_UNANSWERED_MOUNT_H_
#define TESTS_FAKES_UNANSWERED_MOUNT_H_

#include <string>

#include "agent/base/file.h"

namespace neuron {

// A file system that never answers: FUSE that nobody serves. Whoever looks into it sleeps until
// this goes, and is then told that it is not connected.
class UnansweredMount {
 public:
  // At this directory, which is made.
  explicit UnansweredMount(const std::string& path);
  ~UnansweredMount();
  UnansweredMount(const UnansweredMount&) = delete;
  UnansweredMount& operator=(const UnansweredMount&) = delete;

  // Whether it could be mounted: needs root and /dev/fuse.
  bool is_there() const { return is_there_; }

 private:
  const std::string path_;
  const UniqueFd fuse_;
  bool is_there_ = false;
};

}  // namespace neuron

#endif  // TESTS_FAKES_UNANSWERED_MOUNT_H_
