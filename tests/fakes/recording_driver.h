#ifndef TESTS_FAKES_RECORDING_DRIVER_H_
#define TESTS_FAKES_RECORDING_DRIVER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/device/driver.h"

namespace neuron {

// A driver that writes down every call and answers as it was told; without that, as a driver that
// does not know the number.
class RecordingDriver : public Driver {
 public:
  struct Call {
    enum class Kind { kOpen, kIoctl, kClose };
    Kind kind;
    int fd = -1;
    // Of an open.
    std::string path;
    int flags = 0;
    // Of an ioctl.
    std::uint32_t number = 0;
    // What was passed in: as many bytes as the answer would have, or none for an unknown number.
    std::vector<std::uint8_t> argument;
  };

  // Answers the ioctl with these bytes in its argument.
  void AnswerWith(std::uint32_t number, std::vector<std::uint8_t> bytes);

  // Answers the ioctl with this status. `argument_size` bytes of what it is passed are recorded.
  void FailWith(std::uint32_t number, absl::Status status, std::size_t argument_size);

  void FailOpen(absl::Status status) { open_status_ = std::move(status); }

  const std::vector<Call>& calls() const { return calls_; }
  std::size_t Count(Call::Kind kind) const;
  int open_descriptors() const { return open_descriptors_; }

  absl::StatusOr<int> Open(const std::string& path, int flags) override;
  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override;
  void Close(int fd) override;

 private:
  struct Answer {
    absl::Status status;
    std::vector<std::uint8_t> bytes;
  };

  std::map<std::uint32_t, Answer> answers_;
  absl::Status open_status_;
  std::vector<Call> calls_;
  int open_descriptors_ = 0;
  int next_fd_ = 100;
};

}  // namespace neuron

#endif  // TESTS_FAKES_RECORDING_DRIVER_H_
