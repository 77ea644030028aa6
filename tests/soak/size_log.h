#ifndef TESTS_SOAK_SIZE_LOG_H_
#define TESTS_SOAK_SIZE_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

namespace neuron {

// What this process has.
struct ProcessSize {
  std::int64_t descriptors = 0;
  std::int64_t threads = 0;
  // RssAnon. Under AddressSanitizer that is mostly the sanitizer's own: its books, what was freed.
  std::int64_t anonymous_kib = 0;
  // What is allocated and was not freed.
  std::int64_t heap_bytes = 0;
};

// Reads /proc/self. A failure ends the process.
ProcessSize SizeOfThisProcess();

// Whether this process was built with AddressSanitizer.
bool IsSanitized();

// "10 descriptors, 3 threads, 4000 KiB anonymous, 1234567 bytes of heap".
std::string Text(const ProcessSize& size);

// The sizes of a process in the course of a run, each at a moment of rest.
class SizeLog {
 public:
  // What is not judged may grow so much.
  static constexpr std::int64_t kAnySize = std::int64_t{1} << 50;
  // Up to these, growth is none.
  struct Slack {
    std::int64_t anonymous_kib = 1024;
    std::int64_t heap_bytes = 128 * 1024;
  };

  void Note(const ProcessSize& size) { sizes_.push_back(size); }
  const std::vector<ProcessSize>& sizes() const { return sizes_; }

  // Empty if nothing grew. Descriptors and threads may never be more in the second half than they
  // were in the first. Of memory the medians of the second and of the last quarter are compared:
  // the first one warms up. Says so if there are fewer than four.
  std::string Growth(const Slack& slack) const;

 private:
  using Field = std::int64_t ProcessSize::*;

  std::string GrowthOfMost(Field field, const std::string& name) const;
  std::string GrowthOfMedian(Field field, std::int64_t slack, const std::string& name) const;
  std::int64_t Median(Field field, std::size_t begin, std::size_t end) const;

  std::vector<ProcessSize> sizes_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_SIZE_LOG_H_
