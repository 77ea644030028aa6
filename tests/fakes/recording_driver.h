#ifndef TESTS_FAKES_RECORDING_DRIVER_H_
#define TESTS_FAKES_RECORDING_DRIVER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "agent/device/driver.h"

namespace neuron {

// A driver that writes down every call and answers as it was told; without that, as a driver that
// does not know the number.
//
// Knows the first law: Harm() says where the calls broke it. Calls come from any thread, and
// Count() is told on any; the rest is for before and after.
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
    // What was passed in: as many bytes as the answer would have (the core map: the request,
    // without its pointer), or none for an unknown number.
    std::vector<std::uint8_t> argument;
  };

  // Answers the ioctl with these bytes in its argument, and with this status, as POD_STATUS fails
  // with EBUSY and data.
  void AnswerWith(std::uint32_t number, std::vector<std::uint8_t> bytes,
                  absl::Status status = absl::OkStatus());

  // Answers GET_LOGICAL_TO_PHYSICAL_NC_MAP with so many of these entries, a count and then eight
  // bytes each, as were asked for.
  void AnswerCoreMapWith(std::vector<std::uint8_t> map);

  // Answers the ioctl with this status. `argument_size` bytes of what it is passed are recorded.
  void FailWith(std::uint32_t number, absl::Status status, std::size_t argument_size);

  void FailOpen(absl::Status status) { open_status_ = std::move(status); }

  const std::vector<Call>& calls() const { return calls_; }
  std::size_t Count(Call::Kind kind) const;
  int open_descriptors() const { return static_cast<int>(open_fds_.size()); }

  // Every ioctl that was issued, in order.
  std::vector<std::uint32_t> numbers() const;

  // What a monitor must not do, and did: an open that is not O_WRONLY | O_CLOEXEC or is a second
  // one of a node, a descriptor left open, an ioctl that is not on the allowed list, asks for
  // another chip, or says a wrong size. Empty if all is well.
  std::vector<std::string> Harm() const;

  absl::StatusOr<int> Open(const std::string& path, int flags) override;
  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override;
  void Close(int fd) override;

 private:
  struct Answer {
    absl::Status status;
    std::vector<std::uint8_t> bytes;
    // Whether the bytes are copied out.
    bool fills_in = true;
  };

  void Record(Call call);
  void FillIn(std::uint32_t number, const Answer& answer, void* argument) const;

  std::map<std::uint32_t, Answer> answers_;
  absl::Status open_status_;
  // By pointer, so that the driver can be moved.
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  // Guarded by mutex_.
  std::vector<Call> calls_;
  std::set<int> open_fds_;
  int next_fd_ = 100;
};

}  // namespace neuron

#endif  // TESTS_FAKES_RECORDING_DRIVER_H_
