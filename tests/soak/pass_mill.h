#ifndef TESTS_SOAK_PASS_MILL_H_
#define TESTS_SOAK_PASS_MILL_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "agent/snapshot/sampler.h"
#include "tests/snapshot/sampler_fakes.h"

namespace neuron {

// A driver that opens and knows no ioctl. Any thread.
class DumbDriver : public Driver {
 public:
  absl::StatusOr<int> Open(const std::string& path, int flags) override;
  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override;
  void Close(int fd) override;

  // Descriptors that were not closed.
  int open_descriptors() const { return open_; }

 private:
  std::atomic<int> open_{0};
};

// The sampler with all that is around it, and a clock that is moved to whatever is due next: passes
// as fast as they can be made. One thread.
class PassMill : public SamplerFakes {
 public:
  // So much longer than reads may take in all that a pass is never due while one is under way.
  static constexpr absl::Duration kPeriod = absl::Seconds(2);
  static constexpr absl::Duration kDeadline = absl::Milliseconds(300);

  // `sink` gets each snapshot, also those between the passes.
  PassMill(HostPaths host, std::string book_path, Sealer::Sink sink);

  // Makes the next pass, from start to end, and returns its snapshot. A read that does not come
  // back is given up; that is waited for longer if none is known to hang.
  std::shared_ptr<const Snapshot> Pass(bool may_hang);

  // Calls it as soon as what is due next has begun.
  void Amid(std::function<void()> call);

  DumbDriver driver;
  std::unique_ptr<Sampler> sampler;

 private:
  void Step(bool may_hang);
  void Take(std::shared_ptr<const Snapshot> snapshot);

  const Sealer::Sink sink_;
  std::shared_ptr<const Snapshot> last_;
  // A pass has ended whose snapshot Pass() did not return yet.
  bool has_ended_ = false;
  std::unique_ptr<Alarm> amid_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_PASS_MILL_H_
