#ifndef TESTS_DEVICE_NASTY_ANSWERS_H_
#define TESTS_DEVICE_NASTY_ANSWERS_H_

#include <string>
#include <vector>

namespace neuron {

// What a driver in trouble answers, and worse (neuron-driver.md §7.9). None is a number.
const std::vector<std::string>& NastyAnswers();

}  // namespace neuron

#endif  // TESTS_DEVICE_NASTY_ANSWERS_H_
