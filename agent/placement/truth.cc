#include "agent/placement/truth.h"

namespace neuron {

Truth TruthOf(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

Truth Not(Truth a) { return a == Truth::kUnknown ? a : TruthOf(a == Truth::kFalse); }

Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) {
    return Truth::kFalse;
  }
  return a == Truth::kTrue ? b : a;
}

Truth Or(Truth a, Truth b) { return Not(And(Not(a), Not(b))); }

}  // namespace neuron
