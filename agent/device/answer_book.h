#ifndef AGENT_DEVICE_ANSWER_BOOK_H_
#define AGENT_DEVICE_ANSWER_BOOK_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/device/answer_line.h"

namespace neuron {

// What the chips of one boot and driver version said by ioctl: a chip is asked once, and a restart
// of the agent reads it here rather than open the device again.
//
// Held in a small text file (/run/neuron-agent/chips: gone with the boot). A book of another boot,
// driver version or version of its own, one that is garbled or torn in a line, and one that is not
// there are all empty. Not thread-safe.
class AnswerBook {
 public:
  // Whose answers these are.
  struct Edition {
    // /proc/sys/kernel/random/boot_id.
    std::string boot_id;
    // /sys/module/neuron/version; any text without a space.
    std::string driver_version;
  };

  // An empty book that is not on disk.
  AnswerBook() = default;

  // The book in the file, if it is of this edition. Fails as ReadFile() if the file is there and
  // cannot be read.
  static absl::StatusOr<AnswerBook> Load(const std::string& path, const Edition& edition);

  // The book in the text: a pure function over foreign bytes. Empty if it is of another edition;
  // DataLoss names the line that is no chip's.
  static absl::StatusOr<AnswerBook> Parse(absl::string_view text, const Edition& edition);

  // Null if the chip was not asked.
  const AskedChip* Find(int chip) const;

  // In place of what the chip of this index said before. A pod that is not settled changes after
  // the chip was asked, so it is not kept: it is unknown.
  void Add(AskedChip chip);
  // As if the chip had not been asked.
  void Remove(int chip);

  std::string Format(const Edition& edition) const;

  // Replaces the file. Fails as ErrnoStatus.
  absl::Status Save(const std::string& path, const Edition& edition) const;

 private:
  std::map<int, AskedChip> chips_;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_ANSWER_BOOK_H_
