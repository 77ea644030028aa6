#include "agent/health/case_record.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "agent/health/record_line.h"

namespace neuron {
namespace {

std::string Weighed(SignSource source, SignWeight weight, std::uint64_t amount) {
  return absl::StrCat(Word(source), " ", Word(weight), " ", amount);
}

std::string Told(const Sign& sign) {
  return absl::StrCat(Weighed(sign.source, sign.weight, sign.amount), " ", TimeWord(sign.seen_at),
                      " ", TextWord(sign.raw));
}

bool HoldsNow(const Complaint::Record& record) {
  return std::any_of(record.states.begin(), record.states.end(),
                     [](const Complaint::State& state) { return state.holds; });
}

void AddLatest(absl::string_view kind, const absl::optional<Complaint::Latest>& latest,
               absl::Duration over_until, std::string* text) {
  if (latest.has_value() && latest->at > over_until) {
    absl::StrAppend(text, kind, " ", MomentWord(latest->at), " ", Told(latest->sign), "\n");
  }
}

void AddComplaint(Ailment ailment, const Complaint::Record& record, std::string* text) {
  absl::StrAppend(text, "ailment ", Word(ailment), " ", Word(record.level), " ",
                  MomentWord(HoldsNow(record) ? -absl::InfiniteDuration() : record.last_at), " ",
                  MomentWord(record.over_until), "\n");
  for (const Complaint::Event& event : record.events) {
    absl::StrAppend(text, "event ", MomentWord(event.at), " ",
                    Weighed(event.source, event.weight, event.amount), "\n");
  }
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = Complaint::LatestSigns::At(i);
    AddLatest("latest", record.latest_events[source], record.over_until, text);
    if (record.states[source].holds) {
      absl::StrAppend(text, "state ", Told(record.latest_states[source]->sign), "\n");
    } else {
      AddLatest("ended", record.latest_states[source], record.over_until, text);
    }
  }
}

void AddHoldDown(const HoldDown::Record& record, std::string* text) {
  absl::StrAppend(text, "held ", record.was_ill ? 1 : 0, " ",
                  MomentWord(record.well_since.value_or(-absl::InfiniteDuration())), " ",
                  record.doublings, " ", Word(record.floor), "\n");
  for (const absl::Duration relapse : record.relapses) {
    absl::StrAppend(text, "relapse ", MomentWord(relapse), "\n");
  }
}

void AddIdentity(const CaseRecord& record, std::string* text) {
  if (record.serial_number.has_value()) {
    absl::StrAppend(text, "serial ", TextWord(*record.serial_number), "\n");
  }
  if (record.type.has_value()) {
    absl::StrAppend(text, "type ", FactsOf(*record.type).device_name, "\n");
  }
  absl::StrAppend(text, "module ", record.module_inode, "\n");
  if (record.heard.has_value()) {
    absl::StrAppend(text, "heard ", *record.heard, "\n");
  }
}

}  // namespace

std::string FormatCase(const CaseRecord& record) {
  std::string text = absl::StrCat("verdict-1 ", record.boot_id, " ", record.chip, " ",
                                  MomentWord(record.kept_at), "\n");
  AddIdentity(record, &text);
  absl::StrAppend(&text, "verdict ", Word(record.verdict), " ", TimeWord(record.since), " ",
                  TextWord(record.reason), "\n");
  AddHoldDown(record.hold_down, &text);
  for (const auto& [ailment, complaint] : record.complaints) {
    AddComplaint(ailment, complaint, &text);
  }
  // So that a torn record is known.
  absl::StrAppend(&text, "end\n");
  return text;
}

}  // namespace neuron
