#ifndef TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_
#define TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_

#include <string>
#include <utility>

#include "agent/device/kernel_log_source.h"

namespace neuron {

// A kernel log in the hands of a test.
class FakeKernelLogSource : public KernelLogSource {
 public:
  void Start(Take take) override {
    ++starts;
    take_ = std::move(take);
  }
  absl::Status status() const override { return fares; }
  std::uint64_t lost() const override { return 0; }

  // The kernel says this now. REQUIRES: somebody listens.
  void Say(std::string text, absl::Time logged_at) {
    KernelRecord record;
    record.text = std::move(text);
    record.logged_at = logged_at;
    take_(record);
  }

  int starts = 0;
  absl::Status fares;

 private:
  Take take_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_
