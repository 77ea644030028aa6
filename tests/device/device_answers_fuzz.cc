#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "agent/base/status.h"
#include "agent/device/answer_line.h"
#include "agent/device/device_answers.h"
#include "agent/device/neuron_abi.h"

namespace {

// A driver that fills in the fuzzer's bytes: for each ioctl an errno, and what is copied out.
class FuzzDriver : public neuron::Driver {
 public:
  FuzzDriver(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  std::uint8_t Take() {
    if (size_ == 0) {
      return 0;
    }
    --size_;
    return *data_++;
  }

  absl::StatusOr<int> Open(const std::string&, int) override { return 7; }
  void Close(int) override {}

  absl::Status Ioctl(int, std::uint32_t number, void* argument) override {
    const std::uint8_t error = Take();
    if (number == neuron::kGetLogicalToPhysicalNcMap) {
      neuron::NeuronGetCoreMap request;
      std::memcpy(&request, argument, sizeof(request));
      Fill(request.map, 4 + 8 * request.max_entries);
    } else {
      Fill(argument, SizeOf(number));
    }
    return error == 0 ? absl::OkStatus() : neuron::ErrnoStatus(error, "ioctl");
  }

 private:
  static std::size_t SizeOf(std::uint32_t number) {
    switch (number) {
      case neuron::kDriverInfoGet:
        return 24;
      case neuron::kDeviceBdfExt:
        return 16;
      case neuron::kHostDeviceIdToRidMap:
      case neuron::kPodInfo:
        return 260;
      case neuron::kPodStatus:
        return 268;
      default:
        return 8;
    }
  }

  void Fill(void* bytes, std::size_t size) {
    const std::size_t filled = std::min(size, size_);
    std::copy_n(data_, filled, static_cast<std::uint8_t*>(bytes));
    data_ += filled;
    size_ -= filled;
  }

  const std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace

// Whatever the driver answers, each answer is one that can be: a line of the answer book takes it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzDriver driver(data, size);
  const int chip = driver.Take() % 64;
  auto answers = neuron::AskDevice(&driver, "", {chip, {2, 30, 0, 0}}).value();
  if (answers.pod.has_value() && !neuron::IsSettled(answers.pod.value())) {
    answers.pod = neuron::Reading<neuron::Pod>::Absent();
  }
  neuron::AskedChip read;
  const std::string line = neuron::FormatAnswers({chip, 4711, answers});
  if (!neuron::ParseAnswers(line, &read) || read.index != chip ||
      neuron::FormatAnswers(read) != line) {
    std::abort();
  }
  return 0;
}
