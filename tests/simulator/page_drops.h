#ifndef TESTS_SIMULATOR_PAGE_DROPS_H_
#define TESTS_SIMULATOR_PAGE_DROPS_H_

// The version of libfuse's interface that this program speaks.
#define FUSE_USE_VERSION 35
#include <fuse3/fuse_lowlevel.h>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "agent/base/file.h"
#include "tests/simulator/driver/page_cache.h"

namespace neuron::sim {

// Makes the kernel forget what it keeps of the device nodes.
//
// A thread of its own tells it so: the kernel first writes back what a mapping has stored, which
// are requests to us, and the teller waits meanwhile. Everything else is for the thread of the
// requests.
class PageDrops final : public PageCache {
 public:
  // The inode of a chip's device node; 0 if it has none.
  using InodeOf = std::function<fuse_ino_t(int chip)>;

  explicit PageDrops(InodeOf inode_of);

  // REQUIRES: stopped.
  ~PageDrops() override = default;

  // The session that serves the nodes. Without one nothing is kept, and nothing need be dropped.
  void Start(fuse_session* session) { session_ = session; }

  // Everything counts as dropped. REQUIRES: the session is dead, or nothing is being dropped.
  void Stop();

  // A mapping, or someone who writes, has asked for pages of the inode: from now on the kernel may
  // keep some.
  void NoteUse(fuse_ino_t inode) { used_.insert(inode); }

  void Drop(int chip, std::uint64_t offset, std::size_t size, std::function<void()> done) override;

  // Readable when Attend has something to do.
  int fd() const { return wake_.get(); }

  // Calls the `done` of what was dropped.
  void Attend();

 private:
  struct Job {
    fuse_ino_t inode;
    std::uint64_t offset;
    std::size_t size;
    std::function<void()> done;
  };

  void Work(fuse_session* session);

  InodeOf inode_of_;
  fuse_session* session_ = nullptr;
  std::set<fuse_ino_t> used_;
  UniqueFd wake_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  std::vector<Job> waiting_;
  std::vector<Job> dropped_;
  bool ends_ = false;

  std::thread teller_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PAGE_DROPS_H_
