#include "tests/bench/fleet_sim/row_views.h"

#include <cstdint>
#include <memory>

#include "absl/strings/match.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

constexpr int kChipsOfARow = 4;
constexpr char kFreeSet[] = "neuron.free-set";
// By row, as in neuron.free-set.
constexpr const char* kWholeRows[RowViews::kRows] = {"_00_01_02_03_", "_04_05_06_07_",
                                                     "_08_09_10_11_", "_12_13_14_15_"};

ChipSet ChipsOf(unsigned rows) {
  constexpr std::uint64_t kRow = (1u << kChipsOfARow) - 1;
  std::uint64_t chips = 0;
  for (int row = 0; row < RowViews::kRows; ++row) {
    if ((rows >> row & 1) != 0) {
      chips |= kRow << (row * kChipsOfARow);
    }
  }
  return ChipSet(chips);
}

Snapshot ViewOf(unsigned rows) {
  Snapshot view = ExampleSnapshot();
  view.free = ChipsOf(rows);
  view.health = NodeHealth::kOk;
  return view;
}

Snapshot ViewWithoutDriver() {
  Snapshot view = ExampleSnapshot();
  auto inventory = std::make_shared<Inventory>(*view.inventory);
  inventory->driver_loaded = false;
  inventory->chips.clear();
  view.inventory = inventory;
  view.chips.clear();
  view.valid_groups.clear();
  view.free = ChipSet();
  view.health = NodeHealth::kImpaired;
  return view;
}

}  // namespace

RowViews::RowViews() : without_driver_(ViewWithoutDriver()) {
  for (unsigned rows = 0; rows <= kAll; ++rows) {
    views_.push_back(ViewOf(rows));
  }
}

unsigned RowsIn(const std::vector<EcsAttribute>& attributes) {
  unsigned rows = 0;
  for (const EcsAttribute& attribute : attributes) {
    for (int row = 0; attribute.name == kFreeSet && row < RowViews::kRows; ++row) {
      rows |= absl::StrContains(attribute.value, kWholeRows[row]) ? 1u << row : 0u;
    }
  }
  return rows;
}

}  // namespace neuron
