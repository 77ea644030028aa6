#include "tests/simulator/page_drops.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace neuron::sim {

PageDrops::PageDrops(InodeOf inode_of)
    : inode_of_(std::move(inode_of)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void PageDrops::Stop() {
  session_ = nullptr;
  if (!teller_.joinable()) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  changed_.notify_one();
  teller_.join();
  std::move(waiting_.begin(), waiting_.end(), std::back_inserter(dropped_));
  waiting_.clear();
  Attend();
}

void PageDrops::Drop(int chip, std::uint64_t offset, std::size_t size, std::function<void()> done) {
  const fuse_ino_t inode = inode_of_(chip);
  if (session_ == nullptr || used_.count(inode) == 0) return done();
  if (!teller_.joinable()) teller_ = std::thread([this, session = session_] { Work(session); });
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_.push_back({inode, offset, size, std::move(done)});
  }
  changed_.notify_one();
}

void PageDrops::Work(fuse_session* session) {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (ends_) return;
    Job job = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    lock.unlock();
    // Fails for an inode that the kernel does not know any more: then it keeps nothing of it.
    fuse_lowlevel_notify_inval_inode(session, job.inode, static_cast<off_t>(job.offset),
                                     static_cast<off_t>(job.size));
    lock.lock();
    dropped_.push_back(std::move(job));
    eventfd_write(wake_.get(), 1);
  }
}

void PageDrops::Attend() {
  eventfd_t count = 0;
  eventfd_read(wake_.get(), &count);
  std::vector<Job> dropped;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    dropped.swap(dropped_);
  }
  for (const Job& job : dropped) job.done();
}

}  // namespace neuron::sim
