#include "agent/health/complaint.h"

#include <algorithm>
#include <limits>

namespace neuron {
namespace {

// What one source said within the window.
struct Said {
  std::uint64_t by_rules = 0;
  std::uint64_t all = 0;
  bool is_conclusive = false;
};
using Statements = EnumArray<SignSource, Said, kSignSources>;

std::uint64_t Sum(std::uint64_t a, std::uint64_t b) {
  return b > std::numeric_limits<std::uint64_t>::max() - a
             ? std::numeric_limits<std::uint64_t>::max()
             : a + b;
}

void Add(SignWeight weight, std::uint64_t amount, Said* said) {
  said->all = Sum(said->all, amount);
  if (weight != SignWeight::kMayBeOld) {
    said->by_rules = Sum(said->by_rules, amount);
  }
  said->is_conclusive |= weight == SignWeight::kConclusive;
}

bool MakesBad(const HealthRule& rule, SignSource source, const Said& said) {
  if (IsHearsay(source)) {
    return false;
  }
  return said.is_conclusive || (rule.bad_at > 0 && said.by_rules >= rule.bad_at);
}

Verdict LevelOf(const HealthRule& rule, const Statements& statements) {
  const std::uint64_t enough = std::max<std::uint64_t>(rule.suspect_at, 1);
  int sources = 0;
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = Statements::At(i);
    if (MakesBad(rule, source, statements[source])) {
      return Verdict::kBad;
    }
    sources += statements[source].all >= enough ? 1 : 0;
  }
  if (rule.bad_by_two_sources && sources >= 2) {
    return Verdict::kBad;
  }
  return rule.suspect_at > 0 && sources > 0 ? Verdict::kSuspect : Verdict::kOk;
}

bool IsOfFiles(SignSource source) {
  return source == SignSource::kSysfs || source == SignSource::kPci;
}

}  // namespace

void Complaint::Take(const Sign& sign, absl::Duration at) {
  if (sign.lasting) {
    KeepState(sign, at);
    record_.states[sign.source] = {true, true, at, sign.weight, sign.amount};
  } else {
    record_.latest_events[sign.source] = Latest{sign, at};
    AddEvent({at, sign.source, sign.weight, sign.amount});
  }
}

// A state that goes on is told as it was first.
void Complaint::KeepState(const Sign& sign, absl::Duration at) {
  absl::optional<Latest>& latest = record_.latest_states[sign.source];
  const bool goes_on = latest.has_value() && latest->sign.lasting && latest->sign.raw == sign.raw &&
                       latest->at > record_.over_until;
  if (goes_on) {
    latest->at = at;
  } else {
    latest = Latest{sign, at};
  }
}

void Complaint::AddEvent(const Event& event) {
  const auto later = [](absl::Duration at, const Event& other) { return at < other.at; };
  record_.events.insert(
      std::upper_bound(record_.events.begin(), record_.events.end(), event.at, later), event);
  if (record_.events.size() <= kEvents) {
    return;
  }
  for (auto old = record_.events.begin(); old != record_.events.end(); ++old) {
    const auto next = std::find_if(old + 1, record_.events.end(), [&](const Event& other) {
      return other.source == old->source && other.weight == old->weight;
    });
    if (next != record_.events.end()) {
      next->amount = Sum(next->amount, old->amount);
      next->is_weighed &= old->is_weighed;
      record_.events.erase(old);
      return;
    }
  }
}
// There are fewer pairs of source and weight than events, so that some event has a later one.
static_assert(kSignSources * 3 <= Complaint::kEvents,
              "an event can always be counted with another");

void Complaint::EndPass(bool seen, absl::Duration at) {
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = LatestSigns::At(i);
    State& state = record_.states[source];
    if (!state.holds) {
      continue;
    }
    if (state.was_told) {
      state.was_told = false;
    } else if (IsOfFiles(source) && !seen) {
      state.told_at = at;
    } else {
      state.holds = false;
      record_.latest_states[source]->sign.lasting = false;
      AddEvent({state.told_at, source, state.weight, state.amount});
    }
  }
}

bool Complaint::holds_now() const {
  return std::any_of(record_.states.begin(), record_.states.end(),
                     [](const State& state) { return state.holds; });
}

Verdict Complaint::LevelAt(const HealthRule& rule, absl::Duration at, bool with_states) const {
  Statements statements;
  for (const Event& event : record_.events) {
    if (event.at <= at && event.at > at - rule.window) {
      Add(event.weight, event.amount, &statements[event.source]);
    }
  }
  for (std::size_t i = 0; with_states && i < kSignSources; ++i) {
    const SignSource source = Statements::At(i);
    if (record_.states[source].holds) {
      Add(record_.states[source].weight, record_.states[source].amount, &statements[source]);
    }
  }
  return LevelOf(rule, statements);
}

void Complaint::EndIfOver(absl::Duration hold, absl::Duration at) {
  if (record_.level != Verdict::kOk && at > record_.last_at + hold) {
    record_.level = Verdict::kOk;
    record_.over_until = record_.last_at;
  }
}

void Complaint::Step(const HealthRule& rule, absl::Duration at, bool with_states) {
  record_.level = std::max(record_.level, LevelAt(rule, at, with_states));
  record_.last_at = std::max(record_.last_at, at);
}

Severity Complaint::Weigh(const HealthRule& rule, absl::Duration hold, absl::Duration at) {
  const bool holds = holds_now();
  // A state that has held since the pass before leaves no time in which it could be over.
  const bool has_gap = !holds || !record_.held;
  for (Event& event : record_.events) {
    if (!event.is_weighed) {
      event.is_weighed = true;
      EndIfOver(has_gap ? hold : absl::InfiniteDuration(), event.at);
      Step(rule, event.at, false);
    }
  }
  EndIfOver(has_gap ? hold : absl::InfiniteDuration(), at);
  if (holds) {
    Step(rule, at, true);
  }
  record_.held = holds;
  return {record_.level, record_.last_at, holds};
}

void Complaint::WeighAnew() {
  record_.level = Verdict::kOk;
  for (Event& event : record_.events) {
    event.is_weighed = event.at <= record_.over_until;
  }
}

std::vector<Sign> Complaint::signs() const {
  std::vector<Sign> signs;
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = LatestSigns::At(i);
    for (const LatestSigns* latest : {&record_.latest_events, &record_.latest_states}) {
      const absl::optional<Latest>& last = (*latest)[source];
      if (last.has_value() && last->at > record_.over_until) {
        signs.push_back(last->sign);
      }
    }
  }
  return signs;
}

bool Complaint::IsSettled(const HealthRule& rule, absl::Duration at) const {
  return record_.level == Verdict::kOk && !holds_now() &&
         std::none_of(record_.events.begin(), record_.events.end(),
                      [&](const Event& event) { return event.at > at - rule.window; });
}

void Complaint::Resume(absl::Duration at) {
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = LatestSigns::At(i);
    if (record_.states[source].holds) {
      record_.states[source].told_at = at;
      record_.latest_states[source]->at = at;
    }
  }
  if (record_.held) {
    record_.last_at = at;
  }
}

void Complaint::Cure(absl::Duration until) {
  record_.over_until = std::max(record_.over_until, until);
  record_.events.erase(std::remove_if(record_.events.begin(), record_.events.end(),
                                      [&](const Event& event) { return event.at <= until; }),
                       record_.events.end());
  for (State& state : record_.states) {
    state.holds &= state.told_at > until;
  }
  record_.held = false;
  WeighAnew();
}

}  // namespace neuron
