#ifndef TESTS_DEVICE_COUNTED_ALLOCATIONS_H_
#define TESTS_DEVICE_COUNTED_ALLOCATIONS_H_

#include <cstddef>

namespace neuron {

// How often this process has called operator new so far. Whoever calls this has operator new and
// delete replaced by ones that count; under ThreadSanitizer, malloc is counted too.
std::size_t CountedAllocations();

}  // namespace neuron

#endif  // TESTS_DEVICE_COUNTED_ALLOCATIONS_H_
