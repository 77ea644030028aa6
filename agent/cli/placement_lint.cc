#include "agent/cli/placement_lint.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/reading.h"
#include "agent/base/status.h"
#include "agent/cli/lint_report.h"
#include "agent/cli/message_text.h"
#include "agent/cli/placement_names.h"
#include "agent/device/enumerator.h"
#include "agent/device/instance_type.h"
#include "agent/placement/document_lint.h"

namespace neuron {
namespace {

// 64 of the largest definitions that ECS takes.
constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

absl::StatusOr<LintRules> RulesFor(const Options& options) {
  const std::string& instance = options.placement.instance;
  if (!instance.empty() && FindInstanceType(instance) == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("--instance=", instance,
                     " is no instance type with Neuron chips that is known; write it as "
                     "trn1.32xlarge"));
  }
  LintRules rules;
  rules.names = PublishedNamesOf(options.attributes);
  rules.port_base = options.placement.port_base;
  rules.instance = instance;
  if (instance.empty()) {
    const Reading<std::string> here = ReadHost(options.host).instance_type;
    rules.host_type = here.has_value() ? here.value() : "";
  }
  return rules;
}

absl::StatusOr<std::vector<LintFile>> ReadFiles(const std::vector<std::string>& paths) {
  std::vector<LintFile> files;
  for (const std::string& path : paths) {
    NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
    files.push_back({path, text});
  }
  return files;
}

}  // namespace

absl::Status RunPlacementLint(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const LintRules rules, RulesFor(options));
  NEURON_ASSIGN_OR_RETURN(const std::vector<LintFile> files, ReadFiles(options.placement.files));
  NEURON_ASSIGN_OR_RETURN(const std::vector<LintFinding> findings, LintFiles(files, rules));
  NEURON_RETURN_IF_ERROR(output(options.format == Format::kJson ? JsonPage(LintReportOf(findings))
                                                                : LintText(findings)));
  return findings.empty()
             ? absl::OkStatus()
             : absl::FailedPreconditionError(
                   findings.size() == 1 ? "1 finding" : absl::StrCat(findings.size(), " findings"));
}

}  // namespace neuron
