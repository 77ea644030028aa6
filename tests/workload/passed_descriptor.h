#ifndef TESTS_WORKLOAD_PASSED_DESCRIPTOR_H_
#define TESTS_WORKLOAD_PASSED_DESCRIPTOR_H_

namespace neuron {

// Puts a descriptor into a Unix socket, where it stays open until it is received or nobody has the
// socket any more. False if it cannot.
bool SendDescriptor(int socket, int fd);

// Waits for the descriptor that the other end has sent. -1 if none comes.
int ReceiveDescriptor(int socket);

}  // namespace neuron

#endif  // TESTS_WORKLOAD_PASSED_DESCRIPTOR_H_
