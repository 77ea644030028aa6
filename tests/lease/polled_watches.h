#ifndef TESTS_LEASE_POLLED_WATCHES_H_
#define TESTS_LEASE_POLLED_WATCHES_H_

#include <functional>
#include <map>
#include <memory>

#include "agent/base/loop.h"

namespace neuron {

// Watches real descriptors like a Loop, but calls back from within Poll() only.
class PolledWatches {
 public:
  // Must not outlive this.
  std::unique_ptr<DescriptorWatch> Watch(int descriptor, std::function<void()> callback);

  // Calls back for each descriptor about which there is something now.
  void Poll();

 private:
  class Entry;

  std::map<int, std::function<void()>> callbacks_;
};

}  // namespace neuron

#endif  // TESTS_LEASE_POLLED_WATCHES_H_
