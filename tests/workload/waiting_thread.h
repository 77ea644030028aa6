#ifndef TESTS_WORKLOAD_WAITING_THREAD_H_
#define TESTS_WORKLOAD_WAITING_THREAD_H_

#include <functional>

namespace neuron {

// Starts a thread that does what a test wants and then waits until its process ends. Returns once
// `body` has returned in it. For a Child (tests/workload/child.h): it cannot be joined.
void StartWaitingThread(const std::function<void()>& body);

}  // namespace neuron

#endif  // TESTS_WORKLOAD_WAITING_THREAD_H_
