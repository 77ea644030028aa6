#ifndef AGENT_SNAPSHOT_KEPT_ANSWERS_H_
#define AGENT_SNAPSHOT_KEPT_ANSWERS_H_

#include <string>

#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/answer_book.h"
#include "agent/snapshot/host_report.h"

namespace neuron {

// What the book has of a chip that is there now, as far as it still holds; none if the chip was not
// asked.
//
// A chip that has come back since it was asked is not asked again. Where the driver counts chips as
// it finds them (KeepsNumbers()), another chip may have the number now: then the place on PCI and
// the routing id are unknown. The rest goes by the number, or is the same for all chips of
// a host. Pure.
absl::optional<DeviceAnswers> KeptAnswers(const AnswerBook& book, const ListedChip& chip,
                                          const Reading<std::string>& instance_type);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_KEPT_ANSWERS_H_
