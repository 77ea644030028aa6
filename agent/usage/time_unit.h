#ifndef AGENT_USAGE_TIME_UNIT_H_
#define AGENT_USAGE_TIME_UNIT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// What nc_time_in_use counts in, as far as it is settled: AWS documents microseconds, the driver's
// own code reads picoseconds (neuron-driver.md §6.5).
enum class TimeUnit : std::uint8_t { kUnsettled, kMicroseconds, kNanoseconds, kPicoseconds };

// "unsettled", "microseconds", "nanoseconds", "picoseconds".
const char* Word(TimeUnit unit);

// REQUIRES: unit != TimeUnit::kUnsettled.
double TicksPerSecond(TimeUnit unit);

// Finds out in what unit the cores of one chip count the time that they are in use. Not assumed,
// but concluded, from two kinds of evidence:
//
// Too fast. A core is in use for at most a second a second. What grew by more than kMostBusy of
// that, over any stretch of readings without a gap, is no such unit and no coarser one either.
// Executions may be counted as they end: one of up to kLongestExecution is allowed for on top.
// That can leave nothing but picoseconds, which a core that is 1 % busy proves within ten seconds.
//
// Too slow. A core whose tensor engine multiplies is in use. Once engines have worked for kProof in
// all, by their own cycles, the unit is the one in which the cores were in use for at least as long
// and less than 100 times as long; units are 1000 apart. If there is none, the proof begins anew.
//
// Nothing else settles microseconds. A rate that stays just below 1e6 does not: it is a core that
// is busy all the time, or 0.1 % of it in nanoseconds. Nor does the time in nrt_execute, of which a
// core may work any part. Thus on a chip that never multiplies the unit stays unsettled.
//
// Being too fast is stronger: what excludes a unit that was settled unsettles it, for good.
class TimeUnitTrial {
 public:
  static constexpr double kMostBusy = 1.05;
  static constexpr absl::Duration kLongestExecution = absl::Minutes(1);
  static constexpr absl::Duration kProof = absl::Seconds(10);

  // A core's counter grew by so many ticks since its reading before; none for a gap.
  void Note(int core, absl::optional<double> ticks, absl::Duration elapsed);

  // A core's counter grew by so many ticks while its tensor engine worked for at least `active`.
  void Compare(double ticks, absl::Duration active);

  TimeUnit unit() const;

 private:
  // By how much the time in use of a core exceeds what is possible, in seconds: in microseconds, in
  // nanoseconds.
  using Excess = std::array<double, 2>;

  std::map<int, Excess> excess_;
  // The finest unit that is excluded.
  TimeUnit excluded_ = TimeUnit::kUnsettled;
  TimeUnit proven_ = TimeUnit::kUnsettled;
  double compared_ticks_ = 0;
  absl::Duration compared_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_TIME_UNIT_H_
