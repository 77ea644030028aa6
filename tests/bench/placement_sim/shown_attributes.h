#ifndef TESTS_BENCH_PLACEMENT_SIM_SHOWN_ATTRIBUTES_H_
#define TESTS_BENCH_PLACEMENT_SIM_SHOWN_ATTRIBUTES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "agent/telemetry/ecs_attributes.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/chance.h"

namespace neuron {

// What the scheduler sees of the attributes that were written: each set some time after it was
// written, a third of a second in the median and at most half a minute; and none any more after a
// later one was seen. How long ECS takes is not documented. One thread.
class ShownAttributes {
 public:
  using Attributes = std::vector<DesiredAttribute>;
  using Shown = std::function<void(std::size_t host, const Attributes& attributes)>;

  // `agenda` is borrowed.
  ShownAttributes(std::size_t hosts, Agenda* agenda, std::uint64_t seed, Shown shown);

  // A host's whole set was written just now.
  void Write(std::size_t host, Attributes attributes);

 private:
  struct Versions {
    std::uint64_t written = 0;
    std::uint64_t shown = 0;
  };

  Agenda* const agenda_;
  Chance chance_;
  const Shown shown_;
  std::vector<Versions> hosts_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_SHOWN_ATTRIBUTES_H_
