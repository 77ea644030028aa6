#ifndef AGENT_PLACEMENT_TRUTH_H_
#define AGENT_PLACEMENT_TRUTH_H_

namespace neuron {

// Whether something holds, in Kleene's logic of three values: what cannot be told is neither true
// nor false, and spreads only as far as it decides the result.
enum class Truth { kFalse, kTrue, kUnknown };

Truth TruthOf(bool value);

Truth Not(Truth a);
// False if either is, whatever the other.
Truth And(Truth a, Truth b);
// True if either is, whatever the other.
Truth Or(Truth a, Truth b);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TRUTH_H_
