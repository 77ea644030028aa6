#ifndef AGENT_HEALTH_DRIVER_PHRASE_H_
#define AGENT_HEALTH_DRIVER_PHRASE_H_

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/health/sign.h"

namespace neuron {

// What the driver says in a line of its own.
struct DriverPhrase {
  Ailment ailment = Ailment::kResetFailed;
  // N of "nd<N>:" behind the function's name; nothing if it stands elsewhere, or nowhere.
  absl::optional<int> chip;
};

// Finds the words by which the driver is known to complain of a chip (neuron-driver.md §8.4) in a
// line that begins with its "neuron:". Nothing for all else it says: of resets that go well, of
// processes and what they do wrong, of its own telemetry; and of chips that it could not take,
// which are missing from the inventory. Pure, over foreign bytes.
absl::optional<DriverPhrase> ParseDriverPhrase(absl::string_view line);

}  // namespace neuron

#endif  // AGENT_HEALTH_DRIVER_PHRASE_H_
