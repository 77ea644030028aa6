#ifndef TESTS_SOAK_MOVING_NUMBER_H_
#define TESTS_SOAK_MOVING_NUMBER_H_

#include <cstdint>
#include <string>

#include "tests/soak/lot.h"

namespace neuron {

// What a counter that was at `value` is at next: a little more most of the time, much more, less
// because it was cleared or loaded anew, about to wrap, or 2^32 too low because it was torn.
std::uint64_t NextCount(std::uint64_t value, Lot* lot);

// The text with one of its numbers moved; as it is if there is none.
std::string WithMovedNumber(const std::string& text, Lot* lot);

}  // namespace neuron

#endif  // TESTS_SOAK_MOVING_NUMBER_H_
