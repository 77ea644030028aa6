#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/device/chip_set.h"
#include "agent/health/case_record.h"
#include "agent/health/record_line.h"

namespace neuron {
namespace {

// More than any rules ask for.
constexpr std::size_t kMostRelapses = 1000;

Verdict ReadVerdict(RecordLine* line) {
  return line->OneOf<Verdict>(kVerdicts, [](Verdict verdict) { return Word(verdict); });
}

// How ill: never unknown.
Verdict ReadLevel(RecordLine* line) {
  const Verdict level = ReadVerdict(line);
  if (level == Verdict::kUnknown) {
    line->Refuse();
  }
  return level;
}

// What a record says, line by line. A line that is not understood leaves it in no good state.
class CaseReader {
 public:
  // The first.
  void TakeTitle(RecordLine* line);
  // Each that follows but the last.
  void Take(RecordLine* line);

  // Whether there was all that every record has.
  bool is_whole() const { return has_verdict_ && has_hold_down_; }
  const CaseRecord& record() const { return record_; }

 private:
  bool TakeOfChip(absl::string_view kind, RecordLine* line);
  void TakeType(RecordLine* line);
  void TakeVerdict(RecordLine* line);
  void TakeHoldDown(RecordLine* line);
  void TakeRelapse(RecordLine* line);
  void BeginComplaint(RecordLine* line);
  bool TakeOfComplaint(absl::string_view kind, RecordLine* line);
  void TakeEvent(RecordLine* line);
  void TakeState(RecordLine* line);
  void TakeLatest(Complaint::LatestSigns* signs, RecordLine* line);
  void ReadWeighed(RecordLine* line, SignSource* source, SignWeight* weight, std::uint64_t* amount);
  Sign ReadSign(RecordLine* line);
  absl::optional<absl::Duration> ReadMomentIfAny(RecordLine* line);
  absl::Duration ReadMoment(RecordLine* line);

  CaseRecord record_;
  // What the lines are about; null before the first ailment.
  Complaint::Record* complaint_ = nullptr;
  Ailment ailment_ = Ailment::kSramUncorrectable;
  bool has_verdict_ = false;
  bool has_hold_down_ = false;
};

void CaseReader::TakeTitle(RecordLine* line) {
  if (line->Word() != "verdict-1") {
    line->Refuse();
  }
  record_.boot_id = std::string(line->Word());
  record_.chip = static_cast<int>(line->Number(0, kMaxChips - 1));
  record_.kept_at = absl::InfiniteDuration();
  record_.kept_at = ReadMoment(line);
}

void CaseReader::Take(RecordLine* line) {
  const absl::string_view kind = line->Word();
  if (kind == "ailment") {
    BeginComplaint(line);
  } else if (!TakeOfChip(kind, line) && (complaint_ == nullptr || !TakeOfComplaint(kind, line))) {
    line->Refuse();
  }
}

bool CaseReader::TakeOfChip(absl::string_view kind, RecordLine* line) {
  if (kind == "serial") {
    record_.serial_number = line->Text();
  } else if (kind == "type") {
    TakeType(line);
  } else if (kind == "module") {
    record_.module_inode = line->Amount();
  } else if (kind == "heard") {
    record_.heard = line->Amount();
  } else if (kind == "verdict") {
    TakeVerdict(line);
  } else if (kind == "held") {
    TakeHoldDown(line);
  } else if (kind == "relapse") {
    TakeRelapse(line);
  } else {
    return false;
  }
  return true;
}

void CaseReader::TakeType(RecordLine* line) {
  const ChipTypeFacts* const facts = FindChipType(line->Word());
  if (facts == nullptr) {
    line->Refuse();
  } else {
    record_.type = facts->type;
  }
}

void CaseReader::TakeVerdict(RecordLine* line) {
  has_verdict_ = true;
  record_.verdict = ReadVerdict(line);
  record_.since = line->Time();
  record_.reason = line->Text();
}

void CaseReader::TakeHoldDown(RecordLine* line) {
  has_hold_down_ = true;
  HoldDown::Record& hold_down = record_.hold_down;
  hold_down.was_ill = line->Number(0, 1) == 1;
  hold_down.well_since = ReadMomentIfAny(line);
  hold_down.doublings = static_cast<int>(line->Number(0, HoldDown::Record::kMostDoublings));
  hold_down.floor = ReadLevel(line);
}

void CaseReader::TakeRelapse(RecordLine* line) {
  std::deque<absl::Duration>& relapses = record_.hold_down.relapses;
  const absl::Duration at = ReadMoment(line);
  if (relapses.size() == kMostRelapses || (!relapses.empty() && at < relapses.back())) {
    line->Refuse();
  }
  relapses.push_back(at);
}

void CaseReader::BeginComplaint(RecordLine* line) {
  ailment_ = line->OneOf<Ailment>(kAilments, [](Ailment ailment) { return Word(ailment); });
  const auto [place, is_new] = record_.complaints.emplace(ailment_, Complaint::Record());
  complaint_ = &place->second;
  if (!is_new) {
    line->Refuse();
  }
  complaint_->level = ReadLevel(line);
  const absl::optional<absl::Duration> last_at = ReadMomentIfAny(line);
  complaint_->last_at = last_at.value_or(-absl::InfiniteDuration());
  complaint_->over_until = ReadMomentIfAny(line).value_or(-absl::InfiniteDuration());
}

bool CaseReader::TakeOfComplaint(absl::string_view kind, RecordLine* line) {
  if (kind == "event") {
    TakeEvent(line);
  } else if (kind == "state") {
    TakeState(line);
  } else if (kind == "latest") {
    TakeLatest(&complaint_->latest_events, line);
  } else if (kind == "ended") {
    TakeLatest(&complaint_->latest_states, line);
  } else {
    return false;
  }
  return true;
}

void CaseReader::TakeEvent(RecordLine* line) {
  Complaint::Event event;
  event.at = ReadMoment(line);
  ReadWeighed(line, &event.source, &event.weight, &event.amount);
  event.is_weighed = true;
  std::vector<Complaint::Event>& events = complaint_->events;
  if (events.size() == Complaint::kEvents || (!events.empty() && event.at < events.back().at)) {
    line->Refuse();
  }
  events.push_back(event);
}

void CaseReader::TakeState(RecordLine* line) {
  Sign sign = ReadSign(line);
  sign.lasting = true;
  absl::optional<Complaint::Latest>& latest = complaint_->latest_states[sign.source];
  if (latest.has_value()) {
    line->Refuse();
  }
  complaint_->states[sign.source] = {true, false, record_.kept_at, sign.weight, sign.amount};
  complaint_->held = true;
  complaint_->last_at = record_.kept_at;
  latest = Complaint::Latest{std::move(sign), record_.kept_at};
}

void CaseReader::TakeLatest(Complaint::LatestSigns* signs, RecordLine* line) {
  const absl::Duration at = ReadMoment(line);
  Sign sign = ReadSign(line);
  absl::optional<Complaint::Latest>& latest = (*signs)[sign.source];
  if (latest.has_value() || at <= complaint_->over_until) {
    line->Refuse();
  }
  latest = Complaint::Latest{std::move(sign), at};
}

void CaseReader::ReadWeighed(RecordLine* line, SignSource* source, SignWeight* weight,
                             std::uint64_t* amount) {
  *source = line->OneOf<SignSource>(kSignSources, [](SignSource each) { return Word(each); });
  *weight = line->OneOf<SignWeight>(kSignWeights, [](SignWeight each) { return Word(each); });
  *amount = line->Amount();
}

Sign CaseReader::ReadSign(RecordLine* line) {
  Sign sign;
  sign.ailment = ailment_;
  sign.chip = record_.chip;
  ReadWeighed(line, &sign.source, &sign.weight, &sign.amount);
  sign.seen_at = line->Time();
  sign.raw = line->Text();
  return sign;
}

absl::optional<absl::Duration> CaseReader::ReadMomentIfAny(RecordLine* line) {
  const absl::optional<absl::Duration> moment = line->MomentIfAny();
  if (moment > record_.kept_at) {
    line->Refuse();
  }
  return moment;
}

absl::Duration CaseReader::ReadMoment(RecordLine* line) {
  const absl::optional<absl::Duration> moment = ReadMomentIfAny(line);
  if (!moment.has_value()) {
    line->Refuse();
  }
  return moment.value_or(absl::ZeroDuration());
}

absl::Status NotUnderstood(std::size_t line) {
  return absl::DataLossError(absl::StrCat("line ", line, " is not understood"));
}

}  // namespace

absl::StatusOr<CaseRecord> ParseCase(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.size() < 3 || lines[lines.size() - 2] != "end" || !lines.back().empty()) {
    return absl::DataLossError("its end is missing");
  }
  CaseReader reader;
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
    RecordLine line(lines[i]);
    if (i == 0) {
      reader.TakeTitle(&line);
    } else {
      reader.Take(&line);
    }
    if (!line.ok()) {
      return NotUnderstood(i + 1);
    }
  }
  if (!reader.is_whole()) {
    return absl::DataLossError("the lines \"verdict\" or \"held\" are missing");
  }
  return reader.record();
}

}  // namespace neuron
