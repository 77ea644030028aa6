#ifndef AGENT_HEALTH_ADVICE_H_
#define AGENT_HEALTH_ADVICE_H_

#include "agent/health/sign.h"

namespace neuron {

// What to do about one ailment, by AWS's troubleshooting guide or the driver's ways.
struct Advice {
  // One or two sentences, for people.
  const char* what;
  // What is to be seen when the state is over: "reset reads 1". Completes "it is over once ...".
  const char* over_once;
};

// Pure.
const Advice& AdviceOn(Ailment ailment);

// On a chip that is well and ill again too often.
const Advice& AdviceOnFlapping();

}  // namespace neuron

#endif  // AGENT_HEALTH_ADVICE_H_
