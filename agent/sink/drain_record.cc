#include "agent/sink/drain_record.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/health/record_line.h"

namespace neuron {
namespace {

constexpr absl::string_view kTitle = "drain-1";
constexpr absl::string_view kDrained = "drained";
constexpr absl::string_view kUndrained = "undrained";
// So that a torn record is known.
constexpr absl::string_view kEnd = "end";

void TakeTitle(RecordLine* line, DrainRecord* record) {
  if (line->Word() != kTitle) {
    line->Refuse();
  }
  record->instance = line->Text();
}

void TakeMoment(RecordLine* line, DrainRecord* record) {
  const absl::string_view kind = line->Word();
  if (kind == kDrained) {
    record->drained_at.push_back(line->Time());
  } else if (kind == kUndrained && record->undrained_at == absl::InfinitePast()) {
    record->undrained_at = line->Time();
  } else {
    line->Refuse();
  }
}

}  // namespace

std::string FormatDrainRecord(const DrainRecord& record) {
  std::string text = absl::StrCat(kTitle, " ", TextWord(record.instance), "\n");
  for (const absl::Time at : record.drained_at) {
    absl::StrAppend(&text, kDrained, " ", TimeWord(at), "\n");
  }
  if (record.undrained_at != absl::InfinitePast()) {
    absl::StrAppend(&text, kUndrained, " ", TimeWord(record.undrained_at), "\n");
  }
  absl::StrAppend(&text, kEnd, "\n");
  return text;
}

absl::StatusOr<DrainRecord> ParseDrainRecord(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.size() < 3 || lines[lines.size() - 2] != kEnd || !lines.back().empty()) {
    return absl::DataLossError("its end is missing");
  }
  DrainRecord record;
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
    RecordLine line(lines[i]);
    i == 0 ? TakeTitle(&line, &record) : TakeMoment(&line, &record);
    if (!line.ok()) {
      return absl::DataLossError(absl::StrCat("line ", i + 1, " is not understood"));
    }
  }
  if (!record.instance.empty() && record.drained_at.empty()) {
    return absl::DataLossError("it does not say when it was drained");
  }
  return record;
}

}  // namespace neuron
