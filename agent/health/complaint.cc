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
    states_[sign.source] = {true, true, at, sign.weight, sign.amount};
  } else {
    latest_events_[sign.source] = Latest{sign, at};
    AddEvent({at, sign.source, sign.weight, sign.amount});
  }
}

// A state that goes on is told as it was first.
void Complaint::KeepState(const Sign& sign, absl::Duration at) {
  absl::optional<Latest>& latest = latest_states_[sign.source];
  const bool goes_on = latest.has_value() && latest->sign.lasting && latest->sign.raw == sign.raw &&
                       latest->at > over_until_;
  if (goes_on) {
    latest->at = at;
  } else {
    latest = Latest{sign, at};
  }
}

void Complaint::AddEvent(const Event& event) {
  const auto later = [](absl::Duration at, const Event& other) { return at < other.at; };
  events_.insert(std::upper_bound(events_.begin(), events_.end(), event.at, later), event);
  if (events_.size() <= kEvents) {
    return;
  }
  for (auto old = events_.begin(); old != events_.end(); ++old) {
    const auto next = std::find_if(old + 1, events_.end(), [&](const Event& other) {
      return other.source == old->source && other.weight == old->weight;
    });
    if (next != events_.end()) {
      next->amount = Sum(next->amount, old->amount);
      next->is_weighed &= old->is_weighed;
      events_.erase(old);
      return;
    }
  }
}
// There are fewer pairs of source and weight than events, so that some event has a later one.
static_assert(kSignSources * 3 <= Complaint::kEvents,
              "an event can always be counted with another");

void Complaint::EndPass(bool seen, absl::Duration at) {
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = decltype(states_)::At(i);
    State& state = states_[source];
    if (!state.holds) {
      continue;
    }
    if (state.was_told) {
      state.was_told = false;
    } else if (IsOfFiles(source) && !seen) {
      state.told_at = at;
    } else {
      state.holds = false;
      latest_states_[source]->sign.lasting = false;
      AddEvent({state.told_at, source, state.weight, state.amount});
    }
  }
}

bool Complaint::holds_now() const {
  return std::any_of(states_.begin(), states_.end(),
                     [](const State& state) { return state.holds; });
}

Verdict Complaint::LevelAt(const HealthRule& rule, absl::Duration at, bool with_states) const {
  Statements statements;
  for (const Event& event : events_) {
    if (event.at <= at && event.at > at - rule.window) {
      Add(event.weight, event.amount, &statements[event.source]);
    }
  }
  for (std::size_t i = 0; with_states && i < kSignSources; ++i) {
    const SignSource source = Statements::At(i);
    if (states_[source].holds) {
      Add(states_[source].weight, states_[source].amount, &statements[source]);
    }
  }
  return LevelOf(rule, statements);
}

void Complaint::EndIfOver(absl::Duration hold, absl::Duration at) {
  if (level_ != Verdict::kOk && at > last_at_ + hold) {
    level_ = Verdict::kOk;
    over_until_ = last_at_;
  }
}

void Complaint::Step(const HealthRule& rule, absl::Duration at, bool with_states) {
  level_ = std::max(level_, LevelAt(rule, at, with_states));
  last_at_ = std::max(last_at_, at);
}

Severity Complaint::Weigh(const HealthRule& rule, absl::Duration hold, absl::Duration at) {
  const bool holds = holds_now();
  // A state that has held since the pass before leaves no time in which it could be over.
  const bool has_gap = !holds || !held_;
  for (Event& event : events_) {
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
  held_ = holds;
  return {level_, last_at_, holds};
}

void Complaint::WeighAnew() {
  level_ = Verdict::kOk;
  for (Event& event : events_) {
    event.is_weighed = event.at <= over_until_;
  }
}

std::vector<Sign> Complaint::signs() const {
  std::vector<Sign> signs;
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const SignSource source = LatestSigns::At(i);
    for (const LatestSigns* latest : {&latest_events_, &latest_states_}) {
      const absl::optional<Latest>& last = (*latest)[source];
      if (last.has_value() && last->at > over_until_) {
        signs.push_back(last->sign);
      }
    }
  }
  return signs;
}

void Complaint::Cure(absl::Duration until) {
  over_until_ = std::max(over_until_, until);
  events_.erase(std::remove_if(events_.begin(), events_.end(),
                               [&](const Event& event) { return event.at <= until; }),
                events_.end());
  for (State& state : states_) {
    state.holds &= state.told_at > until;
  }
  held_ = false;
  WeighAnew();
}

}  // namespace neuron
