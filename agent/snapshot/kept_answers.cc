#include "agent/snapshot/kept_answers.h"

#include "agent/device/instance_type.h"

namespace neuron {

absl::optional<DeviceAnswers> KeptAnswers(const AnswerBook& book, const ListedChip& chip,
                                          const Reading<std::string>& instance_type) {
  const AskedChip* asked = book.Find(chip.index);
  if (asked == nullptr) {
    return absl::nullopt;
  }
  DeviceAnswers answers = asked->answers;
  if (asked->inode != chip.inode && !KeepsNumbers(instance_type)) {
    const absl::Status why = absl::FailedPreconditionError(
        "the chip came back since it was asked, perhaps as another: this driver numbers chips as "
        "it finds them");
    answers.pci = Reading<PciAddress>::Unknown(why);
    answers.routing_id = Reading<std::uint32_t>::Unknown(why);
  }
  return answers;
}

}  // namespace neuron
