#ifndef AGENT_HEALTH_COMPLAINT_H_
#define AGENT_HEALTH_COMPLAINT_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/enum_array.h"
#include "agent/health/health_rules.h"
#include "agent/health/sign.h"
#include "agent/health/verdict.h"

namespace neuron {

// How ill a chip is by one ailment.
struct Severity {
  // kOk, kSuspect or kBad.
  Verdict level = Verdict::kOk;
  // When the last sign was seen; now, if a state holds.
  absl::Duration last_at;
  bool holds_now = false;
};

// All signs of one ailment of one chip. Times are of a clock that never goes back.
//
// Keeps no more than kEvents events, and of each source the signs of one event and of one state:
// when there are more, an old event counts together with a later one of its source, at the later
// one's time.
class Complaint {
 public:
  static constexpr std::size_t kEvents = 16;

  struct Event {
    absl::Duration at;
    SignSource source;
    SignWeight weight;
    std::uint64_t amount;
    bool is_weighed = false;
  };
  struct State {
    bool holds = false;
    bool was_told = false;
    absl::Duration told_at;
    SignWeight weight = SignWeight::kByRules;
    std::uint64_t amount = 0;
  };
  struct Latest {
    Sign sign;
    absl::Duration at;
  };
  using LatestSigns = EnumArray<SignSource, absl::optional<Latest>, kSignSources>;

  // All that is known of it.
  struct Record {
    // By time.
    std::vector<Event> events;
    // Each that holds is among the latest states.
    EnumArray<SignSource, State, kSignSources> states;
    LatestSigns latest_events;
    // Those that are over are not lasting any more.
    LatestSigns latest_states;
    // What was seen until then is over.
    absl::Duration over_until = -absl::InfiniteDuration();
    // As it was weighed last: how ill, by what was seen until then, and whether by a state that
    // held.
    Verdict level = Verdict::kOk;
    absl::Duration last_at = -absl::InfiniteDuration();
    bool held = false;
  };

  Complaint() = default;
  // As an earlier run of the agent knew it.
  explicit Complaint(Record record) : record_(std::move(record)) {}

  const Record& record() const { return record_; }

  // Of an earlier run's: what held until now may hold still, and was seen now at the latest.
  void Resume(absl::Duration at);

  // An event, or a state that holds until it is no longer told.
  void Take(const Sign& sign, absl::Duration at);

  // A pass is over: states that were not told since the pass before are over, but for those of the
  // driver's and PCI's files if these were not `seen`.
  void EndPass(bool seen, absl::Duration at);

  // By this rule, if a chip is held for `hold` after the last sign: it stays as ill as it was until
  // that is over. What is over by then never comes back, but it still counts for as long as the
  // rule's window lasts. To be asked in each pass, after its end.
  Severity Weigh(const HealthRule& rule, absl::Duration hold, absl::Duration at);

  // The rule is another: how ill it was by the old one is void, if it is not over.
  void WeighAnew();

  // What is not over, by source; of each, the last event and the last state, since a state seldom
  // says what was new.
  std::vector<Sign> signs() const;

  // Whether nothing of it counts any more by this rule, now or together with a later sign.
  bool IsSettled(const HealthRule& rule, absl::Duration at) const;

  // What was seen until then is over and forgotten.
  void Cure(absl::Duration until);

 private:
  void AddEvent(const Event& event);
  void KeepState(const Sign& sign, absl::Duration at);
  void Step(const HealthRule& rule, absl::Duration at, bool with_states);
  void EndIfOver(absl::Duration hold, absl::Duration at);
  Verdict LevelAt(const HealthRule& rule, absl::Duration at, bool with_states) const;
  bool holds_now() const;

  Record record_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_COMPLAINT_H_
