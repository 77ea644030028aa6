#ifndef TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_
#define TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_

#include <cstdint>
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
  std::uint64_t lost() const override { return lost_records; }
  std::uint64_t too_long() const override { return long_records; }

  // The kernel says this now. REQUIRES: somebody listens.
  void Say(std::string text, absl::Time logged_at) {
    KernelRecord record;
    record.text = std::move(text);
    record.logged_at = logged_at;
    take_(record);
  }

  int starts = 0;
  absl::Status fares;
  std::uint64_t lost_records = 0;
  std::uint64_t long_records = 0;

 private:
  Take take_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_KERNEL_LOG_SOURCE_H_
