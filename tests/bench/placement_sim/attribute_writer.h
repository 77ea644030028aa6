#ifndef TESTS_BENCH_PLACEMENT_SIM_ATTRIBUTE_WRITER_H_
#define TESTS_BENCH_PLACEMENT_SIM_ATTRIBUTE_WRITER_H_

#include <cstdint>
#include <functional>

#include "agent/sink/publish_plan.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/chance.h"

namespace neuron {

// Writes a host's attributes when PublishPlan says that it is time: one call after the other, each
// of which takes from 30 to 200 ms and succeeds. One thread.
class AttributeWriter {
 public:
  using Write = std::function<void(PublishPlan::Attributes attributes)>;

  // `agenda` is borrowed. `write` is called at the end of each call.
  AttributeWriter(Agenda* agenda, std::uint64_t seed, Write write);

  void Want(PublishPlan::Attributes attributes);

 private:
  void Schedule();
  void Call();

  Agenda* const agenda_;
  Chance chance_;
  const Write write_;
  PublishPlan plan_;
  bool calling_ = false;
  // An alarm that was set before the last is void.
  std::uint64_t alarm_ = 0;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_ATTRIBUTE_WRITER_H_
