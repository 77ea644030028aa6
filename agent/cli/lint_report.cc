#include "agent/cli/lint_report.h"

#include "absl/strings/str_cat.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

agent::v1::LintReport LintReportOf(const std::vector<LintFinding>& findings) {
  agent::v1::LintReport report;
  for (const LintFinding& finding : findings) {
    agent::v1::LintFinding* const reported = report.add_findings();
    reported->set_file(ValidUtf8(finding.file));
    reported->set_path(finding.path);
    reported->set_code(std::string(Word(finding.code)));
    reported->set_what(ValidUtf8(finding.what));
    reported->set_cure(ValidUtf8(finding.cure));
  }
  return report;
}

std::string LintText(const std::vector<LintFinding>& findings) {
  std::string text;
  for (const LintFinding& finding : findings) {
    absl::StrAppend(&text, Printable(finding.file), ": ", finding.path, ": ", Word(finding.code),
                    ": ", Printable(finding.what), "\n    -> ", Printable(finding.cure), "\n");
  }
  return text;
}

}  // namespace neuron
