#ifndef AGENT_SNAPSHOT_PASS_PACER_H_
#define AGENT_SNAPSHOT_PASS_PACER_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// When the sampler's passes begin: one each period, and one at once when an event asks for it.
//
// An event during a pass has another begin right after it; however many events there are, passes
// begin no more often than once in kGap. Used on the loop's thread only.
class PassPacer {
 public:
  static constexpr absl::Duration kGap = absl::Milliseconds(20);

  enum class Reason { kPeriod, kEvent };

  // `clock` is borrowed. `begin` is called for each pass, never while one is under way. `period` is
  // from the start of a pass to the start of the next.
  PassPacer(Clock* clock, absl::Duration period, std::function<void(Reason)> begin)
      : clock_(clock), period_(period), begin_(std::move(begin)) {}

  // Begins the first pass now.
  void Start() { Begin(Reason::kPeriod); }

  // There was an event. Called after Start().
  void LookAgain();

  // The pass that was begun is over.
  void PassEnded();

 private:
  void Begin(Reason reason);
  void BeginAfter(absl::Duration gap, Reason reason);

  Clock* const clock_;
  const absl::Duration period_;
  const std::function<void(Reason)> begin_;
  bool under_way_ = false;
  // An event has been heard of since the last pass began.
  bool wanted_ = false;
  absl::Duration began_;
  std::unique_ptr<Alarm> next_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_PASS_PACER_H_
