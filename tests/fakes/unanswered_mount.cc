#include "tests/fakes/unanswered_mount.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"

namespace neuron {

UnansweredMount::UnansweredMount(const std::string& path)
    : path_(path), fuse_(open("/dev/fuse", O_RDWR | O_CLOEXEC)) {
  const std::string options =
      absl::StrCat("fd=", fuse_.get(), ",rootmode=40000,user_id=0,group_id=0");
  mkdir(path_.c_str(), 0755);
  is_there_ = mount("unanswered", path_.c_str(), "fuse", MS_NOSUID, options.c_str()) == 0;
}

UnansweredMount::~UnansweredMount() {
  if (is_there_) {
    // By force: wakes whoever sleeps in it.
    umount2(path_.c_str(), MNT_FORCE | MNT_DETACH);
  }
}

}  // namespace neuron
