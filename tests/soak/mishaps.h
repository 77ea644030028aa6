#ifndef TESTS_SOAK_MISHAPS_H_
#define TESTS_SOAK_MISHAPS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "agent/device/chip_set.h"
#include "tests/soak/driver_mishaps.h"
#include "tests/soak/lot.h"
#include "tests/soak/mishap.h"
#include "tests/soak/source_mishaps.h"

namespace neuron {

// What befalls a host and the agent's sources between two passes, drawn by lot. One thread.
class Mishaps {
 public:
  // All but the seed are borrowed.
  Mishaps(std::uint64_t seed, WornHost* host, PassMill* mill);

  // A pass later: counters go on, and perhaps something happens.
  void Strike();
  // All is well again, with the recorded driver; nobody has a chip.
  void End();

  // Whether a read may hang now.
  bool may_hang() const { return host_->hangs() || sources_.may_hang(); }
  // Chips that somebody has now.
  ChipSet taken() const { return sources_.taken(); }
  // The last ones, and how many there were of each: "412 a reset".
  const std::deque<std::string>& last() const { return last_; }
  std::vector<std::string> Counts() const;

 private:
  std::size_t Draw();

  Lot lot_;
  WornHost* const host_;
  DriverMishaps driver_;
  SourceMishaps sources_;
  std::vector<Mishap> mishaps_;
  int weight_ = 0;
  // One for each of the mishaps.
  std::vector<std::uint64_t> counts_;
  std::uint64_t passes_ = 0;
  std::deque<std::string> last_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_MISHAPS_H_
