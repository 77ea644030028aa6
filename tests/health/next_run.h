#ifndef TESTS_HEALTH_NEXT_RUN_H_
#define TESTS_HEALTH_NEXT_RUN_H_

#include <memory>

#include "agent/health/health_rules.h"
#include "tests/health/clinic.h"

namespace neuron {

// The same chip after the agent was started again: all that the new ledger knows of it went through
// the text of a record.
std::unique_ptr<Clinic> NextRun(const Clinic& before, HealthRules rules = DefaultHealthRules());

}  // namespace neuron

#endif  // TESTS_HEALTH_NEXT_RUN_H_
