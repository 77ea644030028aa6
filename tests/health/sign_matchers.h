#ifndef TESTS_HEALTH_SIGN_MATCHERS_H_
#define TESTS_HEALTH_SIGN_MATCHERS_H_

#include <gmock/gmock.h>

#include <string>

#include "agent/health/sign.h"

namespace neuron {

MATCHER_P2(IsEvent, ailment, amount, "") {
  *result_listener << Word(arg.ailment) << " x" << arg.amount << ": " << arg.raw;
  return arg.ailment == ailment && arg.amount == static_cast<std::uint64_t>(amount) && !arg.lasting;
}

MATCHER_P(IsState, ailment, "") {
  *result_listener << Word(arg.ailment) << ": " << arg.raw;
  return arg.ailment == ailment && arg.lasting;
}

MATCHER_P(Says, raw, "") { return arg.raw == std::string(raw); }

}  // namespace neuron

#endif  // TESTS_HEALTH_SIGN_MATCHERS_H_
