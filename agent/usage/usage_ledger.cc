#include "agent/usage/usage_ledger.h"

#include <map>

#include "agent/usage/chip_meter.h"

namespace neuron {

struct UsageLedger::Chips {
  std::map<int, ChipMeter> meters;
};

UsageLedger::UsageLedger() : chips_(std::make_unique<Chips>()) {}
UsageLedger::~UsageLedger() = default;

ChipUsage UsageLedger::Take(const UsageSigns& signs, ChipCounters* counters) {
  return chips_->meters[signs.chip].Take(signs, counters);
}

}  // namespace neuron
