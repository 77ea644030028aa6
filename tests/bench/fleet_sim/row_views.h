#ifndef TESTS_BENCH_FLEET_SIM_ROW_VIEWS_H_
#define TESTS_BENCH_FLEET_SIM_ROW_VIEWS_H_

#include <vector>

#include "agent/aws/ecs_client.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What an agent can see of a trn1.32xlarge whose chips are taken by rows of four: row 0 is chips 0
// to 3. Sets of rows are bits of a number. Sealed once, for all hosts.
class RowViews {
 public:
  static constexpr int kRows = 4;
  static constexpr unsigned kAll = (1u << kRows) - 1;

  RowViews();

  // All chips are well, and those of `rows` are free. REQUIRES: `rows` is within kAll.
  const Snapshot& Of(unsigned rows) const { return views_[rows]; }
  // The driver is not loaded: there is no chip.
  const Snapshot& WithoutDriver() const { return without_driver_; }

 private:
  // By the rows that are free.
  std::vector<Snapshot> views_;
  Snapshot without_driver_;
};

// The rows that these attributes show as free in whole.
unsigned RowsIn(const std::vector<EcsAttribute>& attributes);

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_ROW_VIEWS_H_
