#include "agent/cli/capture.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/cli/host_archive.h"

namespace neuron {

absl::Status RunCapture(const Options& options, const Output& output) {
  const absl::Time now = absl::Now();
  const HostCapture capture = CaptureThisHost(options, now);
  NEURON_ASSIGN_OR_RETURN(const std::string wrote,
                          WriteArchive(options.subject, capture.members, now));
  return output(absl::StrCat(wrote, GapText(capture.gaps)));
}

}  // namespace neuron
