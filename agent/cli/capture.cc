#include "agent/cli/capture.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/capture/archive.h"
#include "agent/capture/host_capture.h"
#include "agent/cli/text_table.h"
#include "agent/version.h"

namespace neuron {
namespace {

constexpr unsigned kOwnerOnly = 0600;

CapturePlan PlanOf(const Options& options) {
  CapturePlan plan;
  plan.host = options.host;
  plan.answer_book = options.answer_book;
  plan.patience = options.patience;
  plan.program = absl::StrCat("neuronctl ", kAgentVersion);
  return plan;
}

}  // namespace

absl::Status RunCapture(const Options& options, const Output& output) {
  const absl::Time now = absl::Now();
  const HostCapture capture = CaptureHost(PlanOf(options), now);
  NEURON_ASSIGN_OR_RETURN(const std::string tar, PackTar(capture.members, now));
  NEURON_ASSIGN_OR_RETURN(const std::string archive, CompressZstd(tar));
  NEURON_RETURN_IF_ERROR(ReplaceFile(options.subject, archive, kOwnerOnly));
  std::string text = absl::StrCat("wrote ", options.subject, " (", archive.size(), " bytes)\n");
  for (const std::string& gap : capture.gaps) {
    absl::StrAppend(&text, "gap: ", Printable(gap), "\n");
  }
  return output(text);
}

}  // namespace neuron
