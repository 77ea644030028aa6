#ifndef TESTS_SIMULATOR_DRIVER_RESETS_H_
#define TESTS_SIMULATOR_DRIVER_RESETS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// As the file `reset` shows it.
enum class ChipState { kReset = 0, kReady = 1, kInvalid = 2 };

enum class ResetOutcome { kReady, kFails };

inline constexpr std::uint32_t kWholeChip = 0xffffffff;

struct Reset {
  absl::Duration lasts = absl::Milliseconds(300);  // as it was recorded
  ResetOutcome outcome = ResetOutcome::kReady;
  // A bit for each physical core.
  std::uint32_t cores = kWholeChip;
};

// The resets of the chips, over time.
//
// While one runs, `reset` reads 0; then 1, or 2 if it failed. It is counted on the cores that it
// resets (reset_req_count), and when it fails on every core of the chip (reset_fail_count). The
// tensor engines of these cores begin at 0. What else is different meanwhile is for those to ask
// who show it: registers cannot be read, health and power stay as they are.
//
// On one thread; never waits.
class Resets {
 public:
  // Told when the chip's state is not kReset any more.
  using Ended = std::function<void(int chip)>;

  // `host` must outlive this.
  Resets(Host* host, Ended ended) : host_(host), ended_(std::move(ended)) {}

  // kReady for a chip of which nothing was ever heard.
  ChipState StateOf(int chip) const;

  // When the reset that runs will end. REQUIRES: one runs.
  absl::Time EndOf(int chip) const { return states_.at(chip).ends; }

  // Also of an invalid chip. One that runs already is counted again, and lasts until the later of
  // both ends; the later begun decides how it ends.
  void Begin(int chip, const Reset& reset, absl::Time now);

  // As after a reset that failed, without one.
  void Invalidate(int chip);

  // The chip was probed anew.
  void Forget(int chip);

  // When Advance has something to do; nothing if no reset runs.
  std::optional<absl::Time> NextDue() const;
  void Advance(absl::Time now);

 private:
  struct State {
    ChipState state = ChipState::kReady;
    absl::Time ends = absl::InfinitePast();
    ResetOutcome outcome = ResetOutcome::kReady;
  };

  void Settle(int chip, ChipState state);

  Host* host_;
  Ended ended_;
  std::map<int, State> states_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_RESETS_H_
