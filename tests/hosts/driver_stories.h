#ifndef TESTS_HOSTS_DRIVER_STORIES_H_
#define TESTS_HOSTS_DRIVER_STORIES_H_

#include <functional>
#include <string>

#include "tests/simulator/host/host.h"

namespace neuron {

// What is told of the instance under each driver that it can have, one after the other: under the
// oldest in full, and then what `changes` says that each newer one changes in it.
std::string DriverStories(
    const sim::Instance& instance,
    const std::function<std::string(const sim::Instance&, const sim::Generation&)>& story,
    const std::function<std::string(const std::string& before, const std::string& now)>& changes);

}  // namespace neuron

#endif  // TESTS_HOSTS_DRIVER_STORIES_H_
