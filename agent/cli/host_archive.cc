#include "agent/cli/host_archive.h"

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/cli/text_table.h"
#include "agent/version.h"

namespace neuron {
namespace {

constexpr unsigned kOwnerOnly = 0600;

}  // namespace

HostCapture CaptureThisHost(const Options& options, absl::Time now) {
  CapturePlan plan;
  plan.host = options.host;
  plan.answer_book = options.answer_book;
  plan.patience = options.patience;
  plan.program = absl::StrCat("neuronctl ", kAgentVersion);
  return CaptureHost(plan, now);
}

absl::StatusOr<std::string> WriteArchive(const std::string& path,
                                         const std::vector<ArchiveMember>& members,
                                         absl::Time now) {
  NEURON_ASSIGN_OR_RETURN(const std::string tar, PackTar(members, now));
  NEURON_ASSIGN_OR_RETURN(const std::string archive, CompressZstd(tar));
  NEURON_RETURN_IF_ERROR(ReplaceFile(path, archive, kOwnerOnly));
  return absl::StrCat("wrote ", path, " (", archive.size(), " bytes)\n");
}

std::string GapText(const std::vector<std::string>& gaps) {
  std::string text;
  for (const std::string& gap : gaps) {
    absl::StrAppend(&text, "gap: ", Printable(gap), "\n");
  }
  return text;
}

}  // namespace neuron
