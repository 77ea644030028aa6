#ifndef TESTS_SOAK_PASS_AUDIT_H_
#define TESTS_SOAK_PASS_AUDIT_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What must hold of every snapshot of one run of the agent, whatever befalls its host. One thread.
class PassAudit {
 public:
  // What is not so, each on a line; empty if all is well:
  //
  // sequences count up by one. Nothing was read later than `latest`, the latest that the wall clock
  // has said so far. No rate is negative, no utilisation less than 0 or more than 1, no total less
  // than it ever was for this core or chip of that index. No chip is free that is bad, unknown,
  // taken by the same snapshot, or not in it. Of a chip that did not answer the verdict is unknown
  // or bad; reasons are given for every verdict but ok.
  std::vector<std::string> Lies(const Snapshot& snapshot, absl::Time latest);

 private:
  // Chip; core, or -1 for the chip's own; which.
  using Counter = std::tuple<int, int, std::size_t>;

  void CheckFree(const Snapshot& snapshot);
  void CheckTimes(const ChipState& chip, absl::Time latest);
  void CheckTotals(int chip, const ChipCounters& counters);
  void CheckUsage(int chip, const ChipUsage& usage);
  void CheckHealth(const ChipState& chip, absl::Time latest);
  void CheckTotal(const Counter& counter, const Reading<std::uint64_t>& total);
  void Expect(bool holds, int chip, const std::string& otherwise);

  std::uint64_t sequence_ = 0;
  std::map<Counter, std::uint64_t> greatest_;
  // Of the snapshot at hand.
  std::vector<std::string> lies_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_PASS_AUDIT_H_
