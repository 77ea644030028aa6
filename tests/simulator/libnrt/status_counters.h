#ifndef TESTS_SIMULATOR_LIBNRT_STATUS_COUNTERS_H_
#define TESTS_SIMULATOR_LIBNRT_STATUS_COUNTERS_H_

namespace neuron::sim::nrt {

// The counter of a core's datastore that an execution with this status adds to; "generic error" for
// a status that has none of its own.
int CounterOfStatus(int status);

}  // namespace neuron::sim::nrt

#endif  // TESTS_SIMULATOR_LIBNRT_STATUS_COUNTERS_H_
