#ifndef TESTS_DEVICE_PLAIN_USER_H_
#define TESTS_DEVICE_PLAIN_USER_H_

#include <grp.h>
#include <unistd.h>

namespace neuron {

// Makes the calling process, which must be root's, that of a user who is in no group of root's
// either. For the child of a death test: there is no way back. False if that cannot be done.
inline bool BecomePlainUser() {
  constexpr unsigned kNobody = 65534;
  return setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0;
}

}  // namespace neuron

#endif  // TESTS_DEVICE_PLAIN_USER_H_
