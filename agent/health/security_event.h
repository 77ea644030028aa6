#ifndef AGENT_HEALTH_SECURITY_EVENT_H_
#define AGENT_HEALTH_SECURITY_EVENT_H_

#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// What gives a line of the kernel's log away.
enum class Forgery {
  // A process wrote it; the driver did not.
  kNotFromKernel,
  // Nobody honest says it like this.
  kMalformed,
  // It is of another instance.
  kOtherInstance,
  // It gives a chip another serial number than that has.
  kOtherSerialNumber,
  // It names a serial number that no chip here has, or a chip that is not here; none is missing.
  kNoSuchSerialNumber,
  kNoSuchChip,
};

// "not_from_kernel", "malformed", "other_instance", "other_serial_number", "no_such_serial_number",
// "no_such_chip".
const char* Word(Forgery forgery);

// A line of the kernel's log that claims what is not so: somebody forges hardware errors, or tries
// an alarm out.
struct SecurityEvent {
  // When it was logged.
  absl::Time seen_at;
  Forgery code = Forgery::kNotFromKernel;
  // The index that it names, whether there is such a chip or not; none if it names none.
  absl::optional<int> chip;
  // The line, fit for a message.
  std::string text;
  // "it names chip 77, which is not here".
  std::string why;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_SECURITY_EVENT_H_
