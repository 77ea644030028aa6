#include "agent/cli/diagnosis_text.h"

#include "absl/strings/str_cat.h"
#include "agent/cli/message_text.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

agent::v1::Mark Encode(Mark mark) {
  switch (mark) {
    case Mark::kOk:
      return agent::v1::MARK_OK;
    case Mark::kWarn:
      return agent::v1::MARK_WARN;
    case Mark::kFail:
      return agent::v1::MARK_FAIL;
    case Mark::kUnknown:
      break;
  }
  return agent::v1::MARK_UNKNOWN;
}

}  // namespace

std::string DiagnosisTable(const std::vector<Check>& checks) {
  std::vector<std::vector<std::string>> rows = {{"", "CHECK", "FOUND"}};
  for (const Check& check : checks) {
    rows.push_back({std::string(Word(check.mark)), Printable(check.name), Printable(check.what)});
    if (!check.cure.empty()) {
      rows.push_back({"", "", absl::StrCat("-> ", Printable(check.cure))});
    }
  }
  return FormatTable(rows);
}

agent::v1::Diagnosis EncodeDiagnosis(const std::vector<Check>& checks) {
  agent::v1::Diagnosis diagnosis;
  for (const Check& check : checks) {
    agent::v1::Check* const message = diagnosis.add_checks();
    message->set_name(ValidUtf8(check.name));
    message->set_mark(Encode(check.mark));
    message->set_what(ValidUtf8(check.what));
    if (!check.cure.empty()) {
      message->set_cure(ValidUtf8(check.cure));
    }
  }
  return diagnosis;
}

std::string DiagnosisJson(const std::vector<Check>& checks) {
  return JsonPage(EncodeDiagnosis(checks));
}

}  // namespace neuron
