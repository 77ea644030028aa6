#ifndef TESTS_SNAPSHOT_SAMPLER_RIG_H_
#define TESTS_SNAPSHOT_SAMPLER_RIG_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "agent/snapshot/sampler.h"
#include "tests/fakes/recording_driver.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/sampler_fakes.h"

namespace neuron {

// A sampler of a plain host, with a clock and a loop in the hands of the test. Waits at its end for
// every read that is still out, which may use all that is in here: let go of what hangs before.
class SamplerRig : public SamplerFakes {
 public:
  static constexpr absl::Duration kPeriod = absl::Seconds(1);
  static constexpr absl::Duration kDeadline = absl::Milliseconds(300);

  // `driver` in place of one that records; null for that one.
  explicit SamplerRig(Driver* other_driver = nullptr);
  ~SamplerRig();

  // The first pass, from start to end.
  const Snapshot& Start();
  // Lets the rest of the period pass, then the next pass, from start to end.
  const Snapshot& Pass();
  // Begins the next pass only: what is read first may hang.
  void BeginPass();
  // Serves the loop until the pass that has begun is over.
  const Snapshot& FinishPass();
  // The same, but the deadline passes first: what hangs in it is given up.
  const Snapshot& GiveUp();
  // An event, and the pass that it starts, from start to end; then `first_word` is what it said
  // first, null if it had nothing to say before its end.
  const Snapshot& Event();

  PlainHost host;
  RecordingDriver driver;
  std::vector<std::shared_ptr<const Snapshot>> snapshots;
  std::shared_ptr<const Snapshot> first_word;
  std::unique_ptr<Sampler> sampler;

 private:
  const Snapshot& ServeUntilMoreThan(std::size_t known);

  const std::ptrdiff_t threads_before_;
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_SAMPLER_RIG_H_
